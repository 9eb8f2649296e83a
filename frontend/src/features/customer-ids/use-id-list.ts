import { useCallback } from 'react';
import { listCustomerIds } from '#lib/api/customer-ids.ts';
import { type AsyncList, useAsyncList } from '#lib/query.ts';
import type { ListedId } from './id-lists.ts';
import { listKey } from './keys.ts';

export function useIdList(prefix: string): AsyncList<ListedId> {
  const load = useCallback(
    (cursor: string | undefined, signal: AbortSignal) => listCustomerIds({ prefix, cursor }, signal),
    [prefix],
  );
  return useAsyncList({ key: listKey(prefix), load });
}
