import { useCallback } from 'react';
import { listCustomerIds } from '#lib/api/customer-ids.ts';
import { type RemoteList, useRemoteList } from '#lib/remote.ts';
import { listKey } from './keys.ts';
import type { ListedId } from './list-edits.ts';

export function useIdList(prefix: string): RemoteList<ListedId> {
  const load = useCallback(
    (cursor: string | undefined, signal: AbortSignal) => listCustomerIds({ prefix, cursor }, signal),
    [prefix],
  );
  return useRemoteList({ key: listKey(prefix), load });
}
