import { useCallback } from 'react';
import {
  type AddedId,
  type CustomerIdRecord,
  type CustomerIdSummary,
  deleteCustomerId,
  type IdState,
  putCustomerId,
} from '#lib/api/customer-ids.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import { useQueryCache } from '#lib/query-cache.ts';
import { idKey } from '#lib/use-id-state.ts';
import { type ListedId, withItems, withoutIds, withoutPending, withPending } from './id-lists.ts';
import { listsKey } from './keys.ts';
import { type Changed, changeAll } from './run-batch.ts';

/** What is to be deleted, as it is known here: with its version, if that was seen. */
export type Deletion = { readonly item: CustomerIdSummary; readonly etag: string | undefined };

const summaryOf = ({ id, createdAt, source }: CustomerIdRecord): CustomerIdSummary => ({ id, createdAt, source });

const pending = (id: CustomerId): ListedId => ({
  id,
  createdAt: new Date().toISOString(),
  source: 'api',
  isPending: true,
});

/** Edits every list that is kept here, under whatever filter. */
function useListEdits() {
  const { updatePages } = useQueryCache();
  const show = useCallback(
    (edit: typeof withItems, items: readonly ListedId[]) =>
      updatePages<ListedId>(listsKey, (pages, [, prefix]) => edit(pages, String(prefix), items)),
    [updatePages],
  );
  const hide = useCallback(
    (edit: typeof withoutIds, ids: readonly string[]) =>
      updatePages<ListedId>(listsKey, (pages) => edit(pages, new Set(ids))),
    [updatePages],
  );
  return { show, hide };
}

/** Shows changes before they are confirmed, and takes back those that are not. */
export function useIdChanges() {
  const { setQueryData, invalidate } = useQueryCache();
  const { show, hide } = useListEdits();

  const add = useCallback(
    async (ids: readonly CustomerId[], onCount: (count: number) => void): Promise<Changed<CustomerId, AddedId>> => {
      show(withPending, ids.map(pending));
      const changed = await changeAll(ids, putCustomerId, onCount);
      show(
        withItems,
        changed.done.map(({ value: { record } }) => summaryOf(record)),
      );
      hide(withoutPending, changed.left);
      for (const { item, value } of changed.done) {
        setQueryData<IdState>(idKey(item), { state: 'active', record: value.record, etag: value.etag });
      }
      return changed;
    },
    [show, hide, setQueryData],
  );

  const remove = useCallback(
    async (deletions: readonly Deletion[], onCount: (count: number) => void): Promise<Changed<Deletion, undefined>> => {
      hide(
        withoutIds,
        deletions.map(({ item }) => item.id),
      );
      const changed = await changeAll(deletions, ({ item, etag }) => deleteCustomerId(item.id, etag), onCount);
      // Once more: a list that was read in the meantime still had them.
      hide(
        withoutIds,
        changed.done.map(({ item: { item } }) => item.id),
      );
      show(
        withItems,
        changed.left.map(({ item }) => item),
      );
      for (const { item } of deletions) invalidate(idKey(item.id));
      return changed;
    },
    [show, hide, invalidate],
  );

  return { add, remove };
}
