import { useState } from 'react';
import type { CustomerIdRecord } from '#lib/api/customer-ids.ts';
import { parseCustomerId } from '#lib/customer-id.ts';
import { navigate } from '#lib/navigation.ts';
import { useIdState } from '#lib/use-id-state.ts';
import { closeGap } from './animate-row-removal.ts';
import { type ListedId, neighbourOf } from './id-lists.ts';
import { isDeskOpen } from './mutation-state.ts';
import type { Deletion } from './use-id-changes.ts';
import type { IdDesk } from './use-id-mutations.tsx';
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

function useOpened(openId: string | undefined): Deletion | undefined {
  const id = parseCustomerId(openId ?? '');
  const found = useIdState(id.ok ? id.value : undefined);
  if (found.status !== 'loaded' || found.value.state !== 'active') return undefined;
  return { item: found.value.record, etag: found.value.etag };
}

/** One ID goes at once, because that can be undone; several are asked for first. The focus stays where the rows were. */
export function useDeleting({ items, openId, listPath, desk, selection, onOpen, focusRow }: Deleting) {
  const [asked, setAsked] = useState<readonly Deletion[]>([]);
  const opened = useOpened(openId);

  const remove = async (deletions: readonly Deletion[]) => {
    const leaving = new Set<string>(deletions.map(({ item }) => item.id));
    setAsked([]);
    selection.clear();
    if (leaving.has(openId ?? '')) navigate(listPath);
    focusRow(neighbourOf(items, leaving));
    closeGap(leaving);
    const problem = await desk.remove(deletions);
    if (problem?.kind === 'changed' && isDeskOpen()) for (const id of leaving) onOpen(id);
  };

  const removeChosen = (ids: readonly string[]) => {
    const chosen = new Set(ids);
    const listed = items.filter(({ id }) => chosen.has(id)).map((item) => ({ item, etag: undefined }));
    // What is open has been seen in full, and need not be in the list.
    const deletions = chosen.size === 1 && opened && chosen.has(opened.item.id) ? [opened] : listed;
    if (deletions.length > 1) setAsked(deletions);
    else if (deletions.length === 1) void remove(deletions);
  };

  return {
    asked,
    removeChosen,
    removeOpen: (record: CustomerIdRecord, etag: string | undefined) => void remove([{ item: record, etag }]),
    confirm: () => void remove(asked),
    cancel: () => setAsked([]),
  };
}
