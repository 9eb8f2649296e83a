import { useCallback } from 'react';
import {
  type AddedId,
  type CustomerIdRecord,
  type CustomerIdSummary,
  deleteCustomerId,
  type IdState,
  putCustomerId,
} from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import { useRemoteCache } from '#lib/remote.ts';
import type { Result } from '#lib/result.ts';
import { idKey } from '#lib/use-id-state.ts';
import { listsKey } from './keys.ts';
import { withId, withoutId } from './list-edits.ts';

const summaryOf = ({ id, createdAt, source }: CustomerIdRecord): CustomerIdSummary => ({ id, createdAt, source });

/** Shows a change before it is confirmed, and takes it back when it is not. */
export function useIdChanges() {
  const { remember, refresh, editPages } = useRemoteCache();

  const show = useCallback(
    (item: CustomerIdSummary) =>
      editPages<CustomerIdSummary>(listsKey, (pages, [, prefix]) => withId(pages, String(prefix), item)),
    [editPages],
  );
  const hide = useCallback(
    (id: string) => editPages<CustomerIdSummary>(listsKey, (pages) => withoutId(pages, id)),
    [editPages],
  );

  const add = useCallback(
    async (id: CustomerId, isListed: boolean): Promise<Result<AddedId, Problem>> => {
      if (!isListed) show({ id, createdAt: new Date().toISOString(), source: 'api' });
      const added = await putCustomerId(id);
      if (added.ok) {
        const { record, etag } = added.value;
        show(summaryOf(record));
        remember<IdState>(idKey(id), { state: 'known', record, etag });
      } else if (!isListed) {
        hide(id);
      }
      return added;
    },
    [show, hide, remember],
  );

  const remove = useCallback(
    async (id: CustomerId, record: CustomerIdRecord, etag: string | undefined): Promise<Result<undefined, Problem>> => {
      hide(id);
      const removed = await deleteCustomerId(id, etag);
      if (!removed.ok) show(summaryOf(record));
      refresh(idKey(id));
      return removed;
    },
    [show, hide, refresh],
  );

  return { add, remove };
}
