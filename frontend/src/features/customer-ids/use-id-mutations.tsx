import { useState } from 'react';
import { isActionOffered, showToast } from '#components/toasts.ts';
import type { AddedId } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import type { Plural } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { useObservable } from '#lib/observable.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { titleOf } from './failed-changes.tsx';
import { IdsPhrase } from './ids-phrase.tsx';
import {
  addFailed,
  type FailedChange,
  failedChanges,
  isDeskOpen,
  progress,
  runChange,
  settle,
} from './mutation-state.ts';
import { type Deletion, useIdChanges } from './use-id-changes.ts';

export type LastAdded = { readonly id: CustomerId; readonly outcome: AddedId['outcome'] };

const say = (texts: Plural, ids: readonly CustomerId[]) => <IdsPhrase texts={texts} ids={ids} />;

function failAndTell(change: FailedChange): void {
  addFailed(change);
  if (!isDeskOpen()) showToast({ text: say(titleOf(change), change.ids) });
}

/** The newest delete can be undone by key as long as its toast is there; after that the key says what to do instead. */
function useLateUndo() {
  const [deleted, setDeleted] = useState<readonly CustomerId[]>([]);
  const explain = () => {
    if (isActionOffered()) return false;
    return showToast({ text: say(messages.change.undoIsOver, deleted) });
  };
  useShortcut('undo', explain, deleted.length > 0);
  return setDeleted;
}

/** The work on this page: every change with its undo, its failure and its next try. */
export function useIdDesk() {
  const changes = useIdChanges();
  const [lastAdded, setLastAdded] = useState<LastAdded>();
  const setDeleted = useLateUndo();

  const add = async (id: CustomerId): Promise<boolean> => {
    settle([id]);
    const { done, problem } = await runChange('add', [id], changes.add);
    for (const { value } of done) setLastAdded({ id, outcome: value.outcome });
    if (problem) failAndTell({ change: 'add', ids: [id], problem, again: () => void add(id) });
    return problem === undefined;
  };

  const undo = async (ids: readonly CustomerId[]): Promise<void> => {
    settle(ids);
    setDeleted([]);
    const { done, left, problem } = await runChange('undo', ids, changes.add);
    const back = done.map(({ item }) => item);
    if (back.length > 0) showToast({ text: say(messages.change.undone, back) });
    if (problem) failAndTell({ change: 'undo', ids: left, problem, again: () => void undo(left) });
  };

  const remove = async (deletions: readonly Deletion[]): Promise<Problem | undefined> => {
    settle(deletions.map(({ item }) => item.id));
    setLastAdded(undefined);
    const { done, left, problem } = await runChange('delete', deletions, changes.remove);
    const gone = done.map(({ item }) => item.item.id);
    if (gone.length > 0) {
      setDeleted(gone);
      const action = { label: messages.toast.undo, run: () => void undo(gone) };
      showToast({ text: say(messages.change.deleted, gone), action });
    }
    if (problem) {
      // Whoever asks again has seen that it changed meanwhile, and means its present state.
      const again = () => void remove(left.map(({ item }) => ({ item, etag: undefined })));
      failAndTell({ change: 'delete', ids: left.map(({ item }) => item.id), problem, again });
    }
    return problem;
  };

  return {
    add,
    remove,
    settle,
    failed: useObservable(failedChanges),
    progress: useObservable(progress),
    lastAdded,
    clearLastAdded: () => setLastAdded(undefined),
  };
}

export type IdDesk = ReturnType<typeof useIdDesk>;
