import { type Query, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

const isShown = (query: Query): boolean => query.isActive() && query.state.data !== undefined;

/** Shown still, although the last look at it failed. What failed to come after it is told at its end, not here. */
const isStale = (query: Query): boolean =>
  isShown(query) && query.state.status === 'error' && query.state.fetchMeta?.fetchMore === undefined;

/** How old what is shown is, and whether the registry failed to bring it up to date. */
export function useFreshness() {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  const latestMillis = (is: (query: Query) => boolean) =>
    Math.max(0, ...cache.findAll({ predicate: is }).map(({ state }) => state.dataUpdatedAt));

  const shownFromMillis = useSyncExternalStore(subscribe, () => latestMillis(isShown));
  const staleFromMillis = useSyncExternalStore(subscribe, () => latestMillis(isStale));
  const refresh = useCallback(() => void client.refetchQueries({ type: 'active' }), [client]);
  return { shownFromMillis, staleFromMillis, refresh };
}
