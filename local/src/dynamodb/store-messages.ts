import type { CreateTableInput } from './table-definition.ts';

/** What the store process is started with, as its one argument in JSON. */
export interface StoreSettings {
  readonly folder: string;
  readonly tables: readonly CreateTableInput[];
}

/** From the proxy to the store process: one DynamoDB operation. */
export interface StoreRequest {
  readonly id: number;
  readonly operation: string;
  readonly body: string;
}

/** The status and the body that DynamoDB would answer with. */
export interface StoreAnswer {
  readonly status: number;
  readonly body: string;
}

/** From the store process to the proxy. `refused` says why it cannot serve; `inUse` that another process has the folder. */
export type StoreMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly reason: string; readonly inUse: boolean }
  | ({ readonly kind: 'answer'; readonly id: number } & StoreAnswer);
