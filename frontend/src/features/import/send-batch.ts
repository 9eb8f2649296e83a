import type { Problem } from '#lib/api/problem.ts';
import type { Deps } from './deps.ts';
import type { BatchList } from './import-repository.ts';
import type { Batch, BatchState } from './import-state.ts';

/** Used when a throttled response has no Retry-After. */
const defaultRetryAfterSeconds = 10;

/** A problem that affects every request leaves the batch waiting; the import is blocked until it is solved. */
function toBatchState(problem: Problem): BatchState {
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

async function submitList({ store, submit, nowMillis }: Deps, { found, idempotencyKey }: BatchList) {
  const response = await submit(
    found.map(({ id }) => id),
    idempotencyKey,
  );
  if (response.ok) return { kind: 'accepted', submissionId: response.value.submissionId } as const;
  const problem = response.failure;
  if (problem.kind === 'throttled') {
    const retryAfterSeconds = problem.retryAfterSeconds ?? defaultRetryAfterSeconds;
    store.dispatch({ type: 'throttled', untilMillis: nowMillis() + retryAfterSeconds * 1000 });
  }
  return toBatchState(problem);
}

/** The idempotency key was stored with the plan, so sending a batch again cannot create a second submission. */
export async function sendBatch(deps: Deps, { number, size }: Batch): Promise<void> {
  const { store, repository, nowMillis } = deps;
  const setState = (state: BatchState) =>
    store.dispatch({ type: 'batch-changed', number, state, atMillis: nowMillis() });
  setState({ kind: 'sending' });
  const list = await repository.loadBatchList(number).catch(() => undefined);
  if (!list) {
    store.dispatch({ type: 'batch-list-missing' });
    setState({ kind: 'waiting' });
    return;
  }
  const state = await submitList(deps, list);
  setState(state);
  await repository.saveBatch({ number, size, state });
}
