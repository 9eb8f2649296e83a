import { useCallback } from 'react';
import { type CustomerIdSummary, listCustomerIds, type Source } from '#lib/api/customer-ids.ts';
import type { CustomerId } from '#lib/domain.ts';
import { type Pending, usePendingMutations, useQueryCache } from '#lib/mutation.ts';
import { type AsyncList, type Page, type QueryKey, useAsyncList } from '#lib/query.ts';
import type { IdChange } from './mutation-state.ts';

/** An ID as the list shows it. */
export type ListedId = CustomerIdSummary & {
  /** Shown before the registry has confirmed it. */
  readonly isPending?: true;
};

type Pages = readonly Page<ListedId>[];

const listsKey: QueryKey = ['customer-ids'];
const deletedKey: QueryKey = ['deleted-customer-ids'];
export const changesKey: QueryKey = ['customer-ids'];

/** A list of active IDs: those that start with a prefix, and those of one source. */
export interface ActiveFilter {
  readonly prefix: string;
  readonly source?: Source | undefined;
}

const matches = ({ id, source }: ListedId, filter: ActiveFilter): boolean =>
  id.startsWith(filter.prefix) && (filter.source === undefined || source === filter.source);

const toKey = ({ prefix, source }: ActiveFilter): QueryKey => [...listsKey, prefix, source ?? ''];

const parseKey = ([, prefix, source]: readonly unknown[]): ActiveFilter => ({
  prefix: String(prefix),
  source: source === 'api' || source === 'submission' ? source : undefined,
});

/**
 * Optimistic: applies pending mutations, also to a list that loads later. A mutation that fails rolls back by ending.
 * A list that is not shown is not loaded.
 */
export function useIdList({ prefix, source }: ActiveFilter, isShown: boolean): AsyncList<ListedId> {
  const canonicalPrefix = prefix.toUpperCase();
  const pending = usePendingMutations<IdChange>(changesKey);
  const load = useCallback(
    (cursor: string | undefined, signal: AbortSignal) => listCustomerIds({ prefix, source, cursor }, signal),
    [prefix, source],
  );
  const select = useCallback(
    (pages: Pages) => withChanges(pages, { prefix: canonicalPrefix, source }, pending),
    [canonicalPrefix, source, pending],
  );
  return useAsyncList({ key: toKey({ prefix: canonicalPrefix, source }), load: isShown ? load : undefined, select });
}

/** Newest deletion first. Loaded again whenever it is opened: other clients delete IDs too. */
export function useDeletedIds(now: Date): AsyncList<ListedId> {
  const pending = usePendingMutations<IdChange>(changesKey);
  const load = useCallback(
    (cursor: string | undefined, signal: AbortSignal) => listCustomerIds({ state: 'deleted', cursor }, signal),
    [],
  );
  const time = now.toISOString();
  const select = useCallback(
    (pages: Pages) => {
      const restored = pending.flatMap(({ verb, ids }) => (verb === 'delete' ? [] : ids));
      return withoutIds(withoutExpired(pages, time), new Set(restored));
    },
    [pending, time],
  );
  return useAsyncList({ key: deletedKey, load, select, freshMillis: 0 });
}

export function withoutExpired(pages: Pages, time: string): Pages {
  const expired = pages.flatMap(({ items }) => items).filter(({ expiresAt }) => (expiresAt ?? time) < time);
  return expired.length === 0 ? pages : withoutIds(pages, new Set(expired.map(({ id }) => id)));
}

/** Writes confirmed changes to every cached list. */
export function useListUpdates() {
  const { updatePages, invalidate } = useQueryCache();
  const removeFrom = (family: QueryKey, ids: readonly CustomerId[]) =>
    updatePages<ListedId>(family, (pages) => withoutIds(pages, new Set(ids)));
  return {
    insertItems: (items: readonly ListedId[]) => {
      if (items.length === 0) return;
      updatePages<ListedId>(listsKey, (pages, key) => withItems(pages, parseKey(key), items));
      removeFrom(
        deletedKey,
        items.map(({ id }) => id),
      );
    },
    removeIds: (ids: readonly CustomerId[]) => {
      if (ids.length === 0) return;
      removeFrom(listsKey, ids);
      invalidate(deletedKey);
    },
  };
}

/** A skeleton counts as a table, so that nothing around it moves when the rows arrive. */
export const hasTable = ({ status }: AsyncList<unknown>): boolean => status === 'loaded' || status === 'loading';

/** Applies changes in the order they were made. */
export function withChanges(pages: Pages, filter: ActiveFilter, changes: readonly Pending<IdChange>[]): Pages {
  return changes.reduce(
    (changed, { verb, ids, submittedAt }) =>
      verb === 'delete'
        ? withoutIds(changed, new Set(ids))
        : withUnlisted(
            changed,
            filter,
            ids.map((id) => toPendingItem(id, submittedAt)),
          ),
    pages,
  );
}

const toPendingItem = (id: CustomerId, submittedAt: number): ListedId => ({
  id,
  createdAt: new Date(submittedAt).toISOString(),
  source: 'api',
  isPending: true,
});

export function withoutIds(pages: Pages, ids: ReadonlySet<string>): Pages {
  const isLeft = ({ id }: ListedId) => !ids.has(id);
  return pages.map((page) => (page.items.every(isLeft) ? page : { ...page, items: page.items.filter(isLeft) }));
}

/** Inserts items in the registry's order. Items after the last loaded page are left out: that page will contain them. */
export function withItems(pages: Pages, filter: ActiveFilter, items: readonly ListedId[]): Pages {
  const others = withoutIds(pages, new Set(items.map(({ id }) => id)));
  return items.filter((item) => matches(item, filter)).reduce(withItem, others);
}

function withUnlisted(pages: Pages, filter: ActiveFilter, items: readonly ListedId[]): Pages {
  const listed = new Set(pages.flatMap((page) => page.items.map(({ id }) => id)));
  return withItems(
    pages,
    filter,
    items.filter(({ id }) => !listed.has(id)),
  );
}

function withItem(pages: Pages, item: ListedId): Pages {
  const target = pages.findIndex(({ items, nextCursor }) => nextCursor === null || (items.at(-1)?.id ?? '') > item.id);
  return pages.map((page, index) => (index === target ? { ...page, items: insertSorted(page.items, item) } : page));
}

function insertSorted(items: readonly ListedId[], item: ListedId): readonly ListedId[] {
  const next = items.findIndex(({ id }) => id > item.id);
  return next === -1 ? [...items, item] : items.toSpliced(next, 0, item);
}

/**
 * The row that takes the focus when rows are removed: the next one left, or the last one left before them. Next to an ID
 * that is not listed is the row that would follow it.
 */
export function findNeighbor(items: readonly ListedId[], removed: ReadonlySet<string>): string | undefined {
  const isLeft = ({ id }: ListedId) => !removed.has(id);
  const first = items.findIndex(({ id }) => removed.has(id));
  if (first === -1) return items.find(({ id }) => [...removed].every((other) => other < id))?.id;
  return (items.slice(first + 1).find(isLeft) ?? items.slice(0, first).findLast(isLeft))?.id;
}
