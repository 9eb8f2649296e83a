import type { Problem } from '#lib/api/problem.ts';
import type { Submission } from '#lib/api/submissions.ts';
import { pollIntervalMillis } from '#lib/poll-interval.ts';
import type { Result } from '#lib/result.ts';
import type { FoundId } from './check-column.ts';
import type { RunnerNeeds } from './deps.ts';
import type { FailedRow } from './import-repository.ts';
import type { Batch, BatchState } from './import-state.ts';
import type { ImportCell } from './import-store.ts';

export const lookersMax = 4;
/** So that pausing and cancelling still mean something, the workflow is never further behind than this. */
const inWorkflowMax = 25;
/** What is not recorded by then is not waited for before more is sent. */
const slowAfterMillis = 30_000;

/** What became of it, once that is known; undefined while it is not. */
function stateAfterLook(submissionId: string, answer: Result<Submission, Problem>): BatchState | undefined {
  if (!answer.ok) {
    return answer.failure.code === 'submission-not-found' ? { kind: 'failed', submissionId } : undefined;
  }
  const { status, counts, failure } = answer.value;
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

/** Results come in the submitted order, so each belongs to the line its ID was read from. */
const refusedRows = (submission: Submission, found: readonly FoundId[]): readonly FailedRow[] =>
  submission.results.flatMap(({ id, outcome, reason = '' }, index) => {
    const { line, cells } = found[index] ?? { line: 0 };
    return outcome === 'invalid' ? [{ line, text: id, reason, ...(cells && { cells }) }] : [];
  });

type Plan = { readonly looks: number; readonly dueMillis: number; readonly sinceMillis: number };

export type BatchFollower = ReturnType<typeof batchFollower>;

/** Looks at what was accepted until it is recorded. */
export function batchFollower(needs: RunnerNeeds, cell: ImportCell) {
  const { store, nowMillis, isVisible } = needs;
  const plans = new Map<string, Plan>();
  const underWay = new Set<string>();

  const planOf = (submissionId: string): Plan => {
    const known = plans.get(submissionId);
    if (known) return known;
    const plan = { looks: 0, dueMillis: nowMillis() + pollIntervalMillis(0), sinceMillis: nowMillis() };
    plans.set(submissionId, plan);
    return plan;
  };

  const isFresh = (state: BatchState): boolean =>
    state.kind === 'sending' ||
    (state.kind === 'accepted' && nowMillis() - planOf(state.submissionId).sinceMillis < slowAfterMillis);

  const keepOutcome = async (batch: Batch, answer: Result<Submission, Problem>): Promise<void> => {
    if (batch.state.kind !== 'recorded' || !answer.ok) return store.setBatch(batch);
    const list = await store.list(batch.number);
    await store.setRecorded(batch, refusedRows(answer.value, list?.found ?? []));
  };

  const settle = async ({ number, size }: Batch, submissionId: string, answer: Result<Submission, Problem>) => {
    const state = stateAfterLook(submissionId, answer);
    // By now another import may have taken the place of the one that asked.
    if (!state || !cell.isAwaited(number, submissionId)) return;
    plans.delete(submissionId);
    cell.setState(number, state);
    await keepOutcome({ number, size, state }, answer);
  };

  const look = async (batch: Batch, submissionId: string): Promise<void> => {
    underWay.add(submissionId);
    const answer = await needs.look(submissionId);
    underWay.delete(submissionId);
    const { looks, sinceMillis } = planOf(submissionId);
    plans.set(submissionId, { looks: looks + 1, dueMillis: nowMillis() + pollIntervalMillis(looks + 1), sinceMillis });
    await settle(batch, submissionId, answer);
  };

  return {
    look,
    isDue: (submissionId: string): boolean =>
      underWay.size < lookersMax && !underWay.has(submissionId) && planOf(submissionId).dueMillis <= nowMillis(),
    /** So much is still to be recorded that more should wait; the timers of a page nobody sees are too late to tell. */
    isBehind: (batches: readonly Batch[]): boolean =>
      isVisible() && batches.filter(({ state }) => isFresh(state)).length >= inWorkflowMax,
  };
}
