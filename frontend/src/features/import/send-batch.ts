import type { Problem } from '#lib/api/problem.ts';
import type { ImportCell } from './import-cell.ts';
import type { Batch, BatchState, Hold } from './import-state.ts';
import type { RunnerNeeds } from './runner-needs.ts';

/** So many failures in a row are no accident. */
export const troubleAfter = 3;
/** When the registry refuses for too many requests and does not say for how long. */
const throttledMillis = 10_000;

/** What keeps all batches from being sent says nothing about this one: it goes back to those that wait. */
export function stateAfterFailure(problem: Problem): BatchState {
  switch (problem.kind) {
    case 'key-refused':
    case 'offline':
    case 'throttled':
      return { kind: 'waiting' };
    default:
      return { kind: 'to-retry', problem };
  }
}

/** Sends a batch with the key it was given when the import began, so that no lost answer makes two submissions of it. */
export function batchSender({ store, submit, key, connection, nowMillis }: RunnerNeeds, cell: ImportCell) {
  let throttledUntilMillis = 0;
  let failuresInARow = 0;

  const noteFailure = (problem: Problem, state: BatchState) => {
    if (state.kind === 'to-retry') failuresInARow += 1;
    if (problem.kind !== 'throttled') return;
    const waitMillis = problem.retryAfterSeconds === undefined ? throttledMillis : problem.retryAfterSeconds * 1000;
    throttledUntilMillis = nowMillis() + waitMillis;
  };

  const sendList = async (number: number): Promise<BatchState> => {
    const list = await store.list(number);
    if (!list) throw new Error(`The IDs of batch ${number} are not there.`);
    const ids = list.found.map(({ id }) => id);
    const answer = await submit(ids, list.idempotencyKey);
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
      const state = await sendList(number);
      cell.setState(number, state);
      await store.setBatch({ number, size, state });
    },
    /** Batch after batch fails: going on would only fail the rest. */
    isInTrouble: () => failuresInARow >= troubleAfter,
    forgiveFailures: () => {
      failuresInARow = 0;
    },
    hold: (): Hold => {
      if (key.read() === undefined) return { kind: 'no-key' };
      if (!connection.isOnline()) return { kind: 'offline' };
      return throttledUntilMillis > nowMillis()
        ? { kind: 'throttled', untilMillis: throttledUntilMillis }
        : { kind: 'none' };
    },
  };
}
