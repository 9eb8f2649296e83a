import type { Problem } from '#lib/api/problem.ts';
import { orUndefined } from '#lib/or-undefined.ts';
import type { RunnerNeeds } from './deps.ts';
import type { BatchList } from './import-repository.ts';
import type { Batch, BatchState } from './import-state.ts';
import type { ImportCell } from './import-store.ts';

/** So many failures in a row are no accident. */
export const troubleAfter = 3;
/** When the registry refuses for too many requests and does not say for how long. */
const throttledMillis = 10_000;

/** What keeps all batches from being sent says nothing about this one: it goes back to those that wait. */
function stateAfterFailure(problem: Problem): BatchState {
  switch (problem.kind) {
    case 'key-refused':
    case 'offline':
    case 'throttled':
      return { kind: 'waiting' };
    case 'no-response':
    case 'unavailable':
      return { kind: 'to-retry', problem };
    case 'rejected':
    case 'not-found':
    case 'changed':
      return { kind: 'rejected', problem };
  }
}

export type BatchSender = ReturnType<typeof batchSender>;

/** Sends a batch with the key it was given when the import began, so that no lost answer makes two submissions of it. */
export function batchSender({ store, submit, nowMillis }: RunnerNeeds, cell: ImportCell) {
  let throttledUntilMillis = 0;
  let failuresInARow = 0;
  let isListMissing = false;

  const noteFailure = (problem: Problem, state: BatchState) => {
    if (state.kind !== 'waiting') failuresInARow += 1;
    if (problem.kind !== 'throttled') return;
    const waitMillis = problem.retryAfterSeconds === undefined ? throttledMillis : problem.retryAfterSeconds * 1000;
    throttledUntilMillis = nowMillis() + waitMillis;
  };

  const sendList = async ({ found, idempotencyKey }: BatchList): Promise<BatchState> => {
    const ids = found.map(({ id }) => id);
    const answer = await submit(ids, idempotencyKey);
    if (answer.ok) {
      failuresInARow = 0;
      return { kind: 'accepted', submissionId: answer.value.submissionId };
    }
    const state = stateAfterFailure(answer.failure);
    noteFailure(answer.failure, state);
    return state;
  };

  return {
    send: async ({ number, size }: Batch): Promise<void> => {
      cell.setState(number, { kind: 'sending' });
      // The device may have lost it, or not give it.
      const list = await orUndefined(() => store.list(number));
      isListMissing ||= list === undefined;
      const state: BatchState = list ? await sendList(list) : { kind: 'waiting' };
      cell.setState(number, state);
      if (list) await store.setBatch({ number, size, state });
    },
    /** Batch after batch fails: going on would only fail the rest. */
    isInTrouble: () => failuresInARow >= troubleAfter,
    isListMissing: () => isListMissing,
    throttledUntilMillis: () => throttledUntilMillis,
    /** What failed may succeed now: a person says so. */
    forgive: () => {
      failuresInARow = 0;
      isListMissing = false;
    },
  };
}
