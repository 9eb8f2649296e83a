import { useState } from 'react';
import { type CustomerId, parseCustomerId } from '#lib/domain.ts';
import { navigate } from '#lib/navigation.ts';
import { useIdState } from '#lib/use-id-state.ts';
import { individualDeletesMax, isIdsPageOpen } from './mutation-state.ts';
import { animateRowRemoval } from './row-elements.ts';
import { findNeighbor, type ListedId } from './use-id-list.ts';
import type { IdMutations } from './use-id-mutations.tsx';
import type { SelectedIds } from './use-selection.ts';

interface DeleteActionOptions {
  readonly items: readonly ListedId[];
  readonly openId: string | undefined;
  readonly listPath: string;
  readonly mutations: IdMutations;
  readonly selection: SelectedIds;
  readonly onOpen: (id: string) => void;
  readonly focusRow: (id: string | undefined) => void;
}

function useOpenRecord(openId: string | undefined) {
  const id = parseCustomerId(openId ?? '');
  const state = useIdState(id.ok ? id.value : undefined);
  if (state.status !== 'loaded' || state.value.state !== 'active') return undefined;
  return { id: state.value.record.id, etag: state.value.etag };
}

/** Deletes one ID immediately, because it can be undone; several after a confirmation. */
export function useDeleteAction(options: DeleteActionOptions) {
  const { items, openId, listPath, mutations, selection, onOpen, focusRow } = options;
  const [idsToConfirm, setIdsToConfirm] = useState<readonly CustomerId[]>([]);
  const openRecord = useOpenRecord(openId);

  const deleteNow = async (ids: readonly CustomerId[], etag?: string) => {
    const removed = new Set<string>(ids);
    setIdsToConfirm([]);
    selection.clear();
    // The panel of the open ID stays until the registry has deleted it.
    if (removed.has(openId ?? '') && ids.length <= individualDeletesMax) navigate(listPath);
    focusRow(findNeighbor(items, removed));
    animateRowRemoval(removed);
    const problem = await mutations.deleteIds(ids, etag);
    if (problem?.kind === 'changed' && isIdsPageOpen()) for (const id of ids) onOpen(id);
  };

  const requestDelete = (ids: readonly string[]) => {
    const isOpenOnly = ids.length === 1 && ids[0] === openRecord?.id;
    const listed = items.map(({ id }) => id).filter((id) => ids.includes(id));
    // The open ID need not be in the list.
    if (openRecord && isOpenOnly) void deleteNow([openRecord.id], openRecord.etag);
    else if (listed.length > 1) setIdsToConfirm(listed);
    else if (listed.length === 1) void deleteNow(listed);
  };

  return {
    requestDelete,
    idsToConfirm,
    confirm: () => void deleteNow(idsToConfirm),
    cancel: () => setIdsToConfirm([]),
  };
}
