import { getCustomerId, type IdState } from './api/customer-ids.ts';
import type { CustomerId } from './domain.ts';
import { type AsyncState, type QueryKey, useAsyncState } from './query.ts';

export const idKey = (id: string): QueryKey => ['customer-id', id];

/** The registry's state of one ID. */
export function useIdState(id: CustomerId | undefined): AsyncState<IdState> {
  const load = id === undefined ? undefined : (signal: AbortSignal) => getCustomerId(id, signal);
  return useAsyncState({ key: idKey(id ?? ''), load });
}
