import type { Problem } from '#lib/api/problem.ts';
import type { Submission } from '#lib/api/submissions.ts';
import type { Result } from '#lib/domain.ts';
import type { FoundId } from './columns.ts';
import type { Deps } from './deps.ts';
import type { FailedRow } from './import-repository.ts';
import type { Batch, BatchState, ImportRun } from './import-state.ts';

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
    const { line, cells } = found[index] ?? { line: 0 };
    return outcome === 'invalid' ? [{ line, text: id, reason, ...(cells && { cells }) }] : [];
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
