import { useState } from 'react';
import { isActionOffered, showToast } from '#components/toasts.ts';
import type { AddedId } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import type { Plural } from '#lib/phrase.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { words } from '#lib/words.ts';
import type { Changed } from './change-all.ts';
import { IdsPhrase } from './ids-phrase.tsx';
import { type Deletion, useIdChanges } from './use-id-changes.ts';

/** A change that was asked for and did not come about, or not for certain. */
export type FailedChange = {
  readonly change: 'add' | 'delete' | 'undo';
  readonly ids: readonly CustomerId[];
  readonly problem: Problem;
  readonly again: () => void;
};

export type LastAdded = { readonly id: CustomerId; readonly outcome: AddedId['outcome'] };

/** How far a change is, so that many IDs are not changed in silence. */
export type Progress = { readonly change: FailedChange['change']; readonly count: number; readonly of: number };

const say = (texts: Plural, ids: readonly CustomerId[]) => <IdsPhrase texts={texts} ids={ids} />;

/** What went wrong and is not dealt with yet; a newer change of the same IDs replaces the older one. */
function useFailedChanges() {
  const [failed, setFailed] = useState<readonly FailedChange[]>([]);
  const settle = (ids: readonly CustomerId[]) =>
    setFailed((before) => before.filter((change) => !change.ids.some((id) => ids.includes(id))));
  const fail = (change: FailedChange) => setFailed((before) => [...before, change]);
  return { failed, settle, fail };
}

/** The newest delete can be undone by key as long as its toast is there; after that the key says what to do instead. */
function useLateUndo() {
  const [deleted, setDeleted] = useState<readonly CustomerId[]>([]);
  const explain = () => {
    if (isActionOffered()) return false;
    return showToast({ text: say(words.change.undoIsOver, deleted) });
  };
  useShortcut('undo', explain, deleted.length > 0);
  return setDeleted;
}

function useProgress() {
  const [progress, setProgress] = useState<Progress>();
  const run = async <Item, Value>(
    change: Progress['change'],
    items: readonly Item[],
    perform: (items: readonly Item[], onCount: (count: number) => void) => Promise<Changed<Item, Value>>,
  ) => {
    const show = (count: number) => setProgress({ change, count, of: items.length });
    show(0);
    const changed = await perform(items, show);
    setProgress(undefined);
    return changed;
  };
  return { progress, run };
}

/** The work on this page: every change with its undo, its failure and its next try. */
export function useIdDesk() {
  const changes = useIdChanges();
  const { failed, settle, fail } = useFailedChanges();
  const [lastAdded, setLastAdded] = useState<LastAdded>();
  const { progress, run } = useProgress();
  const setDeleted = useLateUndo();

  const add = async (id: CustomerId): Promise<boolean> => {
    settle([id]);
    const { done, problem } = await changes.add([id], () => undefined);
    for (const { value } of done) setLastAdded({ id, outcome: value.outcome });
    if (problem) fail({ change: 'add', ids: [id], problem, again: () => void add(id) });
    return problem === undefined;
  };

  const undo = async (ids: readonly CustomerId[]): Promise<void> => {
    settle(ids);
    setDeleted([]);
    const { done, left, problem } = await run('undo', ids, changes.add);
    const back = done.map(({ item }) => item);
    if (back.length > 0) showToast({ text: say(words.change.undone, back) });
    if (problem) fail({ change: 'undo', ids: left, problem, again: () => void undo(left) });
  };

  const remove = async (deletions: readonly Deletion[]): Promise<Problem | undefined> => {
    settle(deletions.map(({ item }) => item.id));
    setLastAdded(undefined);
    const { done, left, problem } = await run('delete', deletions, changes.remove);
    const gone = done.map(({ item }) => item.item.id);
    if (gone.length > 0) {
      setDeleted(gone);
      const action = { label: words.toast.undo, run: () => void undo(gone) };
      showToast({ text: say(words.change.deleted, gone), action });
    }
    if (problem) {
      // Whoever asks again has seen that it changed meanwhile, and means its present state.
      const again = () => void remove(left.map(({ item }) => ({ item, etag: undefined })));
      fail({ change: 'delete', ids: left.map(({ item }) => item.id), problem, again });
    }
    return problem;
  };

  return { add, remove, settle, failed, lastAdded, progress, clearLastAdded: () => setLastAdded(undefined) };
}

export type IdDesk = ReturnType<typeof useIdDesk>;
