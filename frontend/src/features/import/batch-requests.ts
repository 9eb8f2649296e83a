import type { Problem } from '#lib/api/problem.ts';
import type { Submission } from '#lib/api/submissions.ts';
import type { Result } from '#lib/domain.ts';
import type { FoundId } from './columns.ts';
import type { Deps } from './deps.ts';
import type { BatchList, FailedRow } from './import-repository.ts';
import type { Batch, BatchState, ImportRun } from './import-state.ts';

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
    case 'failed':
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

/** Undefined while the submission is running, or when its status could not be read. */
function toFinalState(submissionId: string, response: Result<Submission, Problem>): BatchState | undefined {
  if (!response.ok) {
    return response.failure.code === 'submission-not-found' ? { kind: 'failed', submissionId } : undefined;
  }
  const { status, counts, failure } = response.value;
  switch (status) {
    case 'received':
      return undefined;
    case 'failed':
      return { kind: 'failed', submissionId, ...(failure ? { reason: failure.reason } : {}) };
    case 'completed': {
      const { added = 0, existing = 0, invalid = 0 } = counts;
      return { kind: 'recorded', submissionId, added, existing, invalid };
    }
  }
}

/** Results have the order of the submitted IDs, so the index finds the row of the file. */
const toInvalidRows = ({ results }: Submission, found: readonly FoundId[]): readonly FailedRow[] =>
  results.flatMap(({ id, outcome, reason = '' }, index) => {
    const { line } = found[index] ?? { line: 0 };
    return outcome === 'invalid' ? [{ line, text: id, reason }] : [];
  });

/** False once the result is known, or another import has replaced the one that was polled. */
function isAwaitingResult(run: ImportRun | undefined, number: number, submissionId: string): boolean {
  const state = run?.batches.find((batch) => batch.number === number)?.state;
  return (state?.kind === 'accepted' || state?.kind === 'failed') && state.submissionId === submissionId;
}

async function saveOutcome({ repository }: Deps, batch: Batch, response: Result<Submission, Problem>): Promise<void> {
  if (batch.state.kind !== 'recorded' || !response.ok) return repository.saveBatch(batch);
  const list = await repository.loadBatchList(batch.number);
  await repository.saveRecorded(batch, toInvalidRows(response.value, list?.found ?? []));
}

/** Reads the status of a submission once, and stores its outcome if it has finished. */
export async function pollBatch(deps: Deps, { number, size }: Batch, submissionId: string): Promise<void> {
  const { store, nowMillis } = deps;
  store.dispatch({ type: 'poll-started', submissionId, atMillis: nowMillis() });
  const response = await deps.getSubmission(submissionId);
  store.dispatch({ type: 'poll-finished', submissionId, atMillis: nowMillis() });
  const state = toFinalState(submissionId, response);
  if (!state || !isAwaitingResult(store.readRun(), number, submissionId)) return;
  store.dispatch({ type: 'batch-changed', number, state, atMillis: nowMillis() });
  await saveOutcome(deps, { number, size, state }, response);
}
