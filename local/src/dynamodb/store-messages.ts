import type { CreateTableInput } from './table-definition.ts';

/** Passed to the store process as one JSON argument. */
export interface StoreSettings {
  readonly folder: string;
  readonly tables: readonly CreateTableInput[];
}

/** From the parent to the store process. */
export interface StoreRequest {
  readonly id: number;
  readonly operation: string;
  readonly body: string;
}

export interface StoreResponse {
  readonly status: number;
  readonly body: string;
}

/** From the store process to its parent. `inUse`: another process has locked the folder. */
export type StoreMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: string; readonly inUse: boolean }
  | ({ readonly kind: 'response'; readonly id: number } & StoreResponse);
