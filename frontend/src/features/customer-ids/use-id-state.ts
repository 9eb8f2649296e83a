import { getCustomerId, type IdState } from '#lib/api/customer-ids.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import { type Remote, useRemote } from '#lib/remote.ts';
import { idKey } from './keys.ts';

/** What the registry knows of one ID. Answers are kept by ID, so a late one never speaks for another. */
export function useIdState(id: CustomerId | undefined): Remote<IdState> {
  const load = id === undefined ? undefined : (signal: AbortSignal) => getCustomerId(id, signal);
  return useRemote({ key: idKey(id ?? ''), load });
}
