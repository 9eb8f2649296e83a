import { isOutcomeUnknown, type Problem } from '#lib/api/problem.ts';
import type { Submission, SubmissionReceipt } from '#lib/api/submissions.ts';
import type { Result } from '#lib/domain.ts';
import type { BatchDeps } from './batch-deps.ts';
import type { Batch, BatchRun, BatchState } from './batch-run.ts';

/** Used when a throttled response has no Retry-After. */
const defaultRetryAfterSeconds = 10;

const readProblem = (state: BatchState): { readonly problem?: Problem } =>
  'problem' in state && state.problem !== undefined ? { problem: state.problem } : {};

/** Once an attempt got no response, the batch may have been submitted, however later attempts fail. */
function keepUnknown(before: BatchState, problem: Problem): Problem {
  const { problem: earlier } = readProblem(before);
  return earlier && isOutcomeUnknown(earlier) ? earlier : problem;
}

/** A problem that affects every request leaves the batch waiting; the run is blocked until it is solved. */
function toBatchState(before: BatchState, problem: Problem, atMillis: number): BatchState {
  switch (problem.kind) {
    case 'key-refused':
    case 'offline':
    case 'throttled':
      return { kind: 'waiting', ...readProblem(before) };
    case 'no-response':
    case 'failed':
    case 'unavailable':
      return { kind: 'to-retry', problem: keepUnknown(before, problem), failedAtMillis: atMillis };
    case 'rejected':
    case 'not-found':
    case 'changed':
      return { kind: 'rejected', problem };
  }
}

function handleResponse(
  { store, nowMillis }: BatchDeps,
  before: BatchState,
  response: Result<SubmissionReceipt, Problem>,
): BatchState {
  if (response.ok) return { kind: 'accepted', submissionId: response.value.submissionId };
  const problem = response.failure;
  if (problem.kind === 'throttled') {
    const retryAfterSeconds = problem.retryAfterSeconds ?? defaultRetryAfterSeconds;
    store.dispatch({ type: 'throttled', untilMillis: nowMillis() + retryAfterSeconds * 1000 });
  }
  return toBatchState(before, problem, nowMillis());
}

/** A batch's idempotency key never changes, so sending it again cannot create a second submission. */
export async function sendBatch(deps: BatchDeps, { number, size, state: before }: Batch): Promise<void> {
  const { store, repository, nowMillis } = deps;
  const setState = (state: BatchState) =>
    store.dispatch({ type: 'batch-changed', number, state, atMillis: nowMillis() });
  setState({ kind: 'sending', ...readProblem(before) });
  const response = await deps.submit(number);
  if (!response) {
    store.dispatch({ type: 'batch-list-missing' });
    setState({ kind: 'waiting', ...readProblem(before) });
    return;
  }
  const state = handleResponse(deps, before, response);
  setState(state);
  await repository.saveBatch({ number, size, state });
}

/** Undefined while the submission is running, or when its status could not be read. */
function toFinalState(submissionId: string, response: Result<Submission, Problem>): BatchState | undefined {
  if (!response.ok) {
    return response.failure.code === 'submission-not-found' ? { kind: 'failed', submissionId } : undefined;
  }
  const { status, action, counts, failure } = response.value;
  switch (status) {
    case 'received':
      return undefined;
    case 'failed':
      return { kind: 'failed', submissionId, ...(failure ? { reason: failure.reason } : {}) };
    case 'completed': {
      const { added = 0, existing = 0, invalid = 0, deleted = 0, absent = 0, changed = 0 } = counts;
      const recorded = { kind: 'recorded', submissionId, added, existing, invalid } as const;
      return action === 'delete' ? { ...recorded, deleted, absent, changed } : recorded;
    }
  }
}

/** False once the result is known, or another run has replaced the one that was polled. */
function isAwaitingResult(run: BatchRun | undefined, number: number, submissionId: string): boolean {
  const state = run?.batches.find((batch) => batch.number === number)?.state;
  return (state?.kind === 'accepted' || state?.kind === 'failed') && state.submissionId === submissionId;
}

/** Reads the status of a submission once, and stores its outcome if it has finished. */
export async function pollBatch(deps: BatchDeps, { number, size }: Batch, submissionId: string): Promise<void> {
  const { store, repository, nowMillis } = deps;
  store.dispatch({ type: 'poll-started', submissionId, atMillis: nowMillis() });
  const response = await deps.getSubmission(submissionId);
  store.dispatch({ type: 'poll-finished', submissionId, atMillis: nowMillis() });
  const state = toFinalState(submissionId, response);
  if (!state || !isAwaitingResult(store.readRun(), number, submissionId)) return;
  store.dispatch({ type: 'batch-changed', number, state, atMillis: nowMillis() });
  const batch = { number, size, state };
  await (state.kind === 'recorded' && response.ok
    ? repository.saveRecorded(batch, response.value)
    : repository.saveBatch(batch));
}
