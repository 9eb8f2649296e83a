import { useState } from 'react';
import { IdText, Phrase } from '#components/phrase.tsx';
import { showToast } from '#components/toasts.ts';
import type { AddedId, CustomerIdRecord } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import type { Result } from '#lib/result.ts';
import { words } from '#lib/words.ts';
import { useIdChanges } from './use-id-changes.ts';

/** A change that was asked for and did not come about, or not for certain. */
export type FailedChange = {
  readonly change: 'add' | 'delete' | 'undo';
  readonly id: CustomerId;
  readonly problem: Problem;
  readonly again: () => void;
};

export type LastAdded = { readonly id: CustomerId; readonly outcome: AddedId['outcome'] };

/** The work on this page: every change with its undo, its failure and its next try. */
export function useIdDesk() {
  const changes = useIdChanges();
  const [failed, setFailed] = useState<readonly FailedChange[]>([]);
  const [lastAdded, setLastAdded] = useState<LastAdded>();

  const settle = (id: CustomerId) => setFailed((before) => before.filter((change) => change.id !== id));
  const fail = (change: FailedChange) =>
    setFailed((before) => [...before.filter(({ id }) => id !== change.id), change]);

  const add = async (id: CustomerId, isListed = false): Promise<Result<AddedId, Problem>> => {
    settle(id);
    const added = await changes.add(id, isListed);
    if (added.ok) setLastAdded({ id, outcome: added.value.outcome });
    else fail({ change: 'add', id, problem: added.failure, again: () => void add(id) });
    return added;
  };

  const undo = async (id: CustomerId): Promise<void> => {
    settle(id);
    const added = await changes.add(id, false);
    if (added.ok) showToast({ text: <Phrase text={words.change.undone} values={{ id: <IdText>{id}</IdText> }} /> });
    else fail({ change: 'undo', id, problem: added.failure, again: () => void undo(id) });
  };

  const remove = async (
    id: CustomerId,
    record: CustomerIdRecord,
    etag: string | undefined,
  ): Promise<Result<undefined, Problem>> => {
    settle(id);
    setLastAdded(undefined);
    const removed = await changes.remove(id, record, etag);
    if (!removed.ok) {
      // Whoever asks again has seen that it changed meanwhile, and means its present state.
      const again = () => void remove(id, record, undefined);
      fail({ change: 'delete', id, problem: removed.failure, again });
    } else {
      const action = { label: words.toast.undo, run: () => void undo(id) };
      showToast({ text: <Phrase text={words.change.deleted} values={{ id: <IdText>{id}</IdText> }} />, action });
    }
    return removed;
  };

  return { add, remove, settle, failed, lastAdded, clearLastAdded: () => setLastAdded(undefined) };
}

export type IdDesk = ReturnType<typeof useIdDesk>;
