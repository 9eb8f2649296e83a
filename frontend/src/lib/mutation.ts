import { type Mutation, type QueryClient, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Page, QueryKey } from './query.ts';

export { useMutation } from '@tanstack/react-query';

type CachedPages<Item> = { readonly pages: readonly Page<Item>[]; readonly pageParams: readonly unknown[] };

function readCachedItems<Item>(client: QueryClient, family: QueryKey): readonly Item[] {
  const lists = client.getQueriesData<CachedPages<Item>>({ queryKey: family });
  return lists.flatMap(([, cached]) => cached?.pages.flatMap(({ items }) => items) ?? []);
}

/** Updates cached data, so that a change is visible without a reload. */
export function useQueryCache() {
  const client = useQueryClient();

  // A response in flight predates a change and would undo it.
  const ignoreResponse = useCallback(
    (key: readonly unknown[]) => void client.cancelQueries({ queryKey: key, exact: true }, { silent: true }),
    [client],
  );

  const setQueryData = useCallback(
    <Value>(key: QueryKey, value: Value) => {
      ignoreResponse(key);
      client.setQueryData<Value>(key, value);
    },
    [client, ignoreResponse],
  );

  const invalidate = useCallback((key: QueryKey) => void client.invalidateQueries({ queryKey: key }), [client]);

  const updatePages = useCallback(
    <Item>(
      family: QueryKey,
      edit: (pages: readonly Page<Item>[], key: readonly unknown[]) => readonly Page<Item>[],
    ) => {
      for (const [key, cached] of client.getQueriesData<CachedPages<Item>>({ queryKey: family })) {
        if (!cached) {
          void client.resetQueries({ queryKey: key, exact: true, fetchStatus: 'fetching' });
          continue;
        }
        const pages = edit(cached.pages, key);
        if (pages === cached.pages) continue;
        ignoreResponse(key);
        client.setQueryData<CachedPages<Item>>(key, { ...cached, pages });
      }
    },
    [client, ignoreResponse],
  );

  /** The loaded items of all lists of a family, without a request. */
  const readItems = useCallback(<Item>(family: QueryKey) => readCachedItems<Item>(client, family), [client]);

  return { setQueryData, invalidate, updatePages, readItems };
}

export type Pending<Variables> = Variables & { readonly submittedAt: number };

/** The variables of pending mutations, oldest first. */
export function usePendingMutations<Variables>(key: QueryKey): readonly Pending<Variables>[] {
  const pending = useMutationState<Pending<Variables> | undefined, Mutation<unknown, Error, Variables>>({
    filters: { mutationKey: key, status: 'pending' },
    select: ({ state: { variables, submittedAt } }) => variables && { ...variables, submittedAt },
  });
  return useMemo(() => pending.flatMap((variables) => variables ?? []), [pending]);
}
