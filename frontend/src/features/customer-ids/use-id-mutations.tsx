import { useRef, useState } from 'react';
import { MonoText } from '#components/formatted-message.tsx';
import { isActionOffered, showToast, type Toast } from '#components/toasts.ts';
import {
  type AddedId,
  type DeleteOutcome,
  deleteCustomerId,
  type IdState,
  putCustomerId,
} from '#lib/api/customer-ids.ts';
import { isOutcomeUnknown, type Problem } from '#lib/api/problem.ts';
import type { CustomerId } from '#lib/domain.ts';
import { format, formatPlural, type Plural } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { useMutation, useQueryCache } from '#lib/mutation.ts';
import { useObservable } from '#lib/observable.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { idKey } from '#lib/use-id-state.ts';
import { idMessages } from './id-messages.ts';
import {
  addFailure,
  dismissFailures,
  type FailedChange,
  failedChanges,
  type IdChange,
  individualDeletesMax,
  isIdsPageOpen,
  progress,
  runChange,
} from './mutation-state.ts';
import type { BatchResult } from './run-batch.ts';
import { shareChange, useSharedChanges } from './shared-changes.ts';
import { changesKey, useListUpdates } from './use-id-list.ts';

export interface LastAdded {
  readonly id: CustomerId;
  readonly outcome: AddedId['outcome'];
}

const addedLogMax = 10;

/** The last added ID, until something else is typed, and a log of the latest ones. */
function useAddedIds() {
  const [lastAdded, setLastAdded] = useState<LastAdded>();
  const [addedLog, setAddedLog] = useState<readonly (LastAdded & { readonly key: number })[]>([]);
  const recordAdded = (added: LastAdded): void => {
    setLastAdded(added);
    setAddedLog((log) => [...log, { ...added, key: (log.at(-1)?.key ?? 0) + 1 }].slice(-addedLogMax));
  };
  return { lastAdded, addedLog, recordAdded, clearLastAdded: () => setLastAdded(undefined) };
}

/** A sentence about some IDs: names one, counts several. */
export function IdsMessage({ texts, ids }: { readonly texts: Plural; readonly ids: readonly CustomerId[] }) {
  const [id, ...others] = ids;
  const [before, after] = formatPlural(texts, ids.length, '').split('{ids}');
  const isOne = id !== undefined && others.length === 0;
  return (
    <>
      {before}
      {isOne ? <MonoText>{id}</MonoText> : formatPlural(idMessages.list.shown, ids.length, format.number(ids.length))}
      {after}
    </>
  );
}

function showIdsToast(texts: Plural, ids: readonly CustomerId[], action?: Toast['action']): void {
  if (ids.length > 0) showToast({ text: <IdsMessage texts={texts} ids={ids} />, ...(action && { action }) });
}

export function failureTitle({ verb, problem }: FailedChange): Plural {
  const isUnknown = isOutcomeUnknown(problem);
  switch (verb) {
    case 'add':
      return isUnknown ? idMessages.change.maybeNotAdded : idMessages.change.notAdded;
    case 'restore':
      return isUnknown ? idMessages.change.maybeNotRestored : idMessages.change.notRestored;
    case 'delete':
      return isUnknown ? idMessages.change.maybeNotDeleted : idMessages.change.notDeleted;
  }
}

/** Keeps a failure until it is dismissed or retried. On another page a toast reports it. */
function reportFailure({ verb }: IdChange, { failed, problem }: BatchResult<CustomerId, unknown>): void {
  if (!problem) return;
  const failure = { verb, ids: failed, problem };
  addFailure(failure);
  if (!isIdsPageOpen()) showIdsToast(failureTitle(failure), failed);
}

const toIds = <Value,>(
  { succeeded }: BatchResult<CustomerId, Value>,
  matches: (value: Value) => boolean = () => true,
): readonly CustomerId[] => succeeded.filter(({ value }) => matches(value)).map(({ item }) => item);

function useAddedToCache() {
  const { setQueryData } = useQueryCache();
  const { insertItems } = useListUpdates();
  return ({ succeeded }: BatchResult<CustomerId, AddedId>) => {
    const added = succeeded.map(
      ({
        value: {
          record: { id, createdAt, source },
        },
      }) => ({ id, createdAt, source }),
    );
    insertItems(added);
    shareChange({ added, removed: [] });
    for (const { item, value } of succeeded)
      setQueryData<IdState>(idKey(item), { state: 'active', record: value.record, etag: value.etag });
  };
}

function useAddId(onAdded: (added: LastAdded) => void) {
  const cacheAdded = useAddedToCache();
  return useMutation({
    mutationKey: changesKey,
    mutationFn: (change: IdChange) => runChange(change, putCustomerId),
    onMutate: ({ ids }) => dismissFailures(ids),
    onSuccess: (result, change) => {
      cacheAdded(result);
      for (const { item, value } of result.succeeded) onAdded({ id: item, outcome: value.outcome });
      reportFailure(change, result);
    },
  });
}

function useDeleteIds(onDeleted: (ids: readonly CustomerId[], change: IdChange) => void) {
  const { invalidate } = useQueryCache();
  const { removeIds } = useListUpdates();
  return useMutation({
    mutationKey: changesKey,
    mutationFn: (change: IdChange) => runChange(change, (id) => deleteCustomerId(id, change.etag)),
    onMutate: ({ ids }) => dismissFailures(ids),
    onSuccess: (result, change) => {
      removeIds(toIds(result));
      shareChange({ added: [], removed: toIds(result) });
      const withOutcome = (outcome: DeleteOutcome) => toIds(result, (value) => value === outcome);
      showIdsToast(idMessages.change.alreadyDeleted, withOutcome('absent'));
      onDeleted(withOutcome('deleted'), change);
      reportFailure(change, result);
    },
    onSettled: (_result, _error, { ids }) => {
      for (const id of ids) invalidate(idKey(id));
    },
  });
}

function useBulkDelete() {
  const { invalidate } = useQueryCache();
  const { removeIds } = useListUpdates();
  const updateLists = (ids: readonly CustomerId[]) => {
    removeIds(ids);
    shareChange({ added: [], removed: ids });
    for (const id of ids) invalidate(idKey(id));
  };
  return async (ids: readonly CustomerId[]): Promise<void> => {
    dismissFailures(ids);
    const bulk = await import('./bulk-delete.tsx').catch(() => undefined);
    if (bulk) bulk.startBulkDelete(ids, updateLists);
    else addFailure({ verb: 'delete', ids, problem: { kind: 'unavailable' } });
  };
}

function useRestoreIds() {
  const cacheAdded = useAddedToCache();
  return useMutation({
    mutationKey: changesKey,
    mutationFn: (change: IdChange) => runChange(change, putCustomerId),
    onMutate: ({ ids }) => dismissFailures(ids),
    onSuccess: (result, change) => {
      cacheAdded(result);
      const isExisting = (value: AddedId) => value.outcome === 'existing';
      showIdsToast(idMessages.change.alreadyRestored, toIds(result, isExisting));
      showIdsToast(
        idMessages.change.restored,
        toIds(result, (value) => !isExisting(value)),
      );
      reportFailure(change, result);
    },
  });
}

/** The shortcut undoes the last delete while its toast is open. Later it explains how to restore the IDs. */
function useLateUndo() {
  const [lastDeleted, setLastDeleted] = useState<readonly CustomerId[]>([]);
  const explain = () => (isActionOffered() ? false : showIdsToast(idMessages.change.undoExpired, lastDeleted));
  useShortcut('undo', explain, lastDeleted.length > 0);
  const forget = (ids: readonly CustomerId[]) => setLastDeleted((last) => last.filter((id) => !ids.includes(id)));
  return { setLastDeleted, forget };
}

/** Shows what other tabs of this browser have changed. */
function useOtherTabs(): void {
  const { invalidate } = useQueryCache();
  const { insertItems, removeIds } = useListUpdates();
  useSharedChanges(({ added, removed }) => {
    insertItems(added);
    removeIds(removed);
    for (const id of [...added.map((item) => item.id), ...removed]) invalidate(idKey(id));
  });
}

type RestoreIds = (ids: readonly CustomerId[]) => Promise<void>;

interface RunningDelete {
  readonly controller: AbortController;
  isUndoQueued: boolean;
}

/** Offers to undo a delete. While deletes are running, the shortcut stops the newest and restores the IDs it deleted. */
function useDeleteWithUndo(restoreIds: RestoreIds, onDeleted: (ids: readonly CustomerId[]) => void) {
  const running = useRef<readonly RunningDelete[]>([]);
  const mutation = useDeleteIds((ids, { controller }) => {
    const isUndoQueued = running.current.some((each) => each.controller === controller && each.isUndoQueued);
    if (ids.length > 0) onDeleted(ids);
    if (isUndoQueued && ids.length > 0) return void restoreIds(ids);
    showIdsToast(idMessages.change.deleted, ids, { label: messages.toast.undo, run: () => void restoreIds(ids) });
  });
  const undoNewest = () => {
    const newest = running.current.findLast(({ isUndoQueued }) => !isUndoQueued);
    if (!newest) return false;
    newest.isUndoQueued = true;
    newest.controller.abort();
    return true;
  };
  useShortcut('undo', undoNewest, mutation.isPending);
  return async (ids: readonly CustomerId[], etag: string | undefined): Promise<Problem | undefined> => {
    const started: RunningDelete = { controller: new AbortController(), isUndoQueued: false };
    running.current = [...running.current, started];
    const { controller } = started;
    const result = await mutation.mutateAsync({ verb: 'delete', ids, etag, controller });
    running.current = running.current.filter((each) => each !== started);
    return result.problem;
  };
}

/**
 * Adds, deletes and restores IDs. A mutation resolves even if some IDs failed: `useIdList` shows the pending ones, so a
 * failed change disappears from the lists when its mutation ends.
 */
export function useIdMutations() {
  const { recordAdded, ...added } = useAddedIds();
  const { setLastDeleted, forget } = useLateUndo();
  const addMutation = useAddId(recordAdded);
  const deleteInBulk = useBulkDelete();
  const restoreMutation = useRestoreIds();
  const restoreIds = async (ids: readonly CustomerId[]): Promise<void> => {
    forget(ids);
    await restoreMutation.mutateAsync({ verb: 'restore', ids });
  };
  const deleteIndividually = useDeleteWithUndo(restoreIds, setLastDeleted);
  useOtherTabs();

  const addId = async (id: CustomerId): Promise<Problem | undefined> =>
    (await addMutation.mutateAsync({ verb: 'add', ids: [id] })).problem;
  const deleteIds = async (ids: readonly CustomerId[], etag?: string): Promise<Problem | undefined> => {
    added.clearLastAdded();
    if (ids.length > individualDeletesMax) return void (await deleteInBulk(ids));
    return deleteIndividually(ids, etag);
  };
  /** Without the ETag: the user has seen the current version by now. */
  const retry = async ({ verb, ids }: FailedChange): Promise<void> => {
    if (verb === 'delete') await deleteIds(ids);
    else if (verb === 'restore') await restoreIds(ids);
    else for (const id of ids) await addId(id);
  };

  return {
    addId,
    deleteIds,
    restoreIds,
    retry,
    dismissFailures,
    failed: useObservable(failedChanges),
    progress: useObservable(progress),
    adding: addMutation.isPending ? addMutation.variables.ids[0] : undefined,
    ...added,
  };
}

export type IdMutations = ReturnType<typeof useIdMutations>;
