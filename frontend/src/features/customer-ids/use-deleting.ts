import { useState } from 'react';
import type { CustomerIdRecord } from '#lib/api/customer-ids.ts';
import { navigate } from '#lib/navigation.ts';
import { type ListedId, neighbourOf } from './list-edits.ts';
import type { Deletion } from './use-id-changes.ts';
import type { IdDesk } from './use-id-desk.tsx';
import type { SelectedIds } from './use-selection.ts';

type Deleting = {
  readonly items: readonly ListedId[];
  readonly openId: string | undefined;
  readonly listPath: string;
  readonly desk: IdDesk;
  readonly selection: SelectedIds;
  readonly onOpen: (id: string) => void;
  readonly focusRow: (id: string | undefined) => void;
};

/** One ID goes at once, because that can be undone; several are asked for first. The focus stays where the rows were. */
export function useDeleting({ items, openId, listPath, desk, selection, onOpen, focusRow }: Deleting) {
  const [asked, setAsked] = useState<readonly Deletion[]>([]);

  const remove = async (deletions: readonly Deletion[]) => {
    const leaving = new Set<string>(deletions.map(({ item }) => item.id));
    setAsked([]);
    selection.clear();
    if (leaving.has(openId ?? '')) navigate(listPath);
    focusRow(neighbourOf(items, leaving));
    const problem = await desk.remove(deletions);
    if (problem?.kind === 'changed') for (const id of leaving) onOpen(id);
  };

  const removeListed = (ids: readonly string[]) => {
    const chosen = new Set(ids);
    const deletions = items.filter(({ id }) => chosen.has(id)).map((item) => ({ item, etag: undefined }));
    if (deletions.length > 1) setAsked(deletions);
    else void remove(deletions);
  };

  return {
    asked,
    removeListed,
    removeOpen: (record: CustomerIdRecord, etag: string | undefined) => void remove([{ item: record, etag }]),
    confirm: () => void remove(asked),
    cancel: () => setAsked([]),
  };
}
