import type { Metric } from '#local/cloudwatch/metric.ts';
import type { TableDefinition } from './table-definition.ts';

/** Passed to the store process as one JSON argument. */
export interface StoreSettings {
  readonly folder: string;
  readonly tables: readonly TableDefinition[];
  /** Without it, only the parent can send requests. */
  readonly endpoint?: StoreEndpointSettings | undefined;
}

export interface StoreEndpointSettings {
  /** Has the functions' roles. */
  readonly stackFile: string;
  /** 0 for a free one. */
  readonly port: number;
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

export interface StoreEndpoint {
  readonly url: string;
  readonly port: number;
}

/** From the store process to its parent. `inUse`: another process has locked the folder. */
export type StoreMessage =
  | { readonly kind: 'ready'; readonly endpoint: StoreEndpoint | undefined }
  | { readonly kind: 'metric'; readonly metric: Metric; readonly value: number }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'grant-used'; readonly grant: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly inUse: boolean }
  | ({ readonly kind: 'response'; readonly id: number } & StoreResponse);
