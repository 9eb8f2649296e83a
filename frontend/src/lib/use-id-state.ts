import { getCustomerId, type IdState } from './api/customer-ids.ts';
import type { CustomerId } from './customer-id.ts';
import { type AsyncState, type QueryKey, useAsyncState } from './query.ts';

export const idKey = (id: string): QueryKey => ['customer-id', id];

/** What the registry knows of one ID. Answers are kept by ID, so a late one never speaks for another. */
export function useIdState(id: CustomerId | undefined): AsyncState<IdState> {
  const load = id === undefined ? undefined : (signal: AbortSignal) => getCustomerId(id, signal);
  return useAsyncState({ key: idKey(id ?? ''), load });
}
