import { getCustomerId, type IdState } from './api/customer-ids.ts';
import type { CustomerId } from './customer-id.ts';
import { type Key, type Remote, useRemote } from './remote.ts';

export const idKey = (id: string): Key => ['customer-id', id];

/** What the registry knows of one ID. Answers are kept by ID, so a late one never speaks for another. */
export function useIdState(id: CustomerId | undefined): Remote<IdState> {
  const load = id === undefined ? undefined : (signal: AbortSignal) => getCustomerId(id, signal);
  return useRemote({ key: idKey(id ?? ''), load });
}
