import { pollIntervalMillis } from '#lib/api/submissions.ts';
import {
  type BatchRun,
  type BatchState,
  type BlockedReason,
  batchRetryDelayMillis,
  type Intent,
  type Poll,
} from './batch-run.ts';

interface BatchChanged {
  readonly type: 'batch-changed';
  readonly number: number;
  readonly state: BatchState;
  readonly atMillis: number;
}

export type RunAction =
  | { readonly type: 'intent-changed'; readonly intent: Intent }
  | { readonly type: 'blocked-changed'; readonly blocked: BlockedReason | undefined }
  | { readonly type: 'throttled'; readonly untilMillis: number }
  | { readonly type: 'unsaved-writes-changed'; readonly hasUnsavedWrites: boolean }
  | { readonly type: 'batch-list-missing' }
  | BatchChanged
  | { readonly type: 'poll-started' | 'poll-finished'; readonly submissionId: string; readonly atMillis: number };

const firstPoll = (atMillis: number): Poll => ({
  attempts: 0,
  dueMillis: atMillis + pollIntervalMillis(0),
  acceptedMillis: atMillis,
  isInFlight: false,
});

type Failures = Pick<BatchRun, 'failures' | 'transientFailures' | 'rejections' | 'retryAtMillis'>;

const noFailures: Failures = { failures: 0, transientFailures: 0, rejections: 0, retryAtMillis: 0 };

/** Continues the stored batches. */
export function startRun({ batches, intent }: Pick<BatchRun, 'batches' | 'intent'>, atMillis: number): BatchRun {
  const accepted = batches.flatMap(({ state }) => (state.kind === 'accepted' ? [state.submissionId] : []));
  return {
    batches,
    intent,
    blocked: undefined,
    ...noFailures,
    throttledUntilMillis: 0,
    hasUnsavedWrites: false,
    isBatchListMissing: false,
    polls: new Map(accepted.map((submissionId) => [submissionId, firstPoll(atMillis)])),
  };
}

function updatePolls(polls: BatchRun['polls'], state: BatchState, atMillis: number): BatchRun['polls'] {
  if (!('submissionId' in state)) return polls;
  const updated = new Map(polls);
  if (state.kind === 'accepted') updated.set(state.submissionId, firstPoll(atMillis));
  else updated.delete(state.submissionId);
  return updated;
}

function countFailures(run: Failures, { state, atMillis }: BatchChanged): Failures {
  const { failures, transientFailures, rejections, retryAtMillis } = run;
  switch (state.kind) {
    case 'accepted':
      return { ...noFailures, retryAtMillis };
    case 'to-retry': {
      const transient = transientFailures + 1;
      const dueMillis = atMillis + batchRetryDelayMillis(transient);
      return { failures: failures + 1, transientFailures: transient, rejections, retryAtMillis: dueMillis };
    }
    case 'rejected':
      return { failures: failures + 1, transientFailures: 0, rejections: rejections + 1, retryAtMillis };
    default:
      return { failures, transientFailures, rejections, retryAtMillis };
  }
}

function changeBatch<Run extends BatchRun>(run: Run, change: BatchChanged): Run {
  const { number, state, atMillis } = change;
  return {
    ...run,
    batches: run.batches.map((batch) => (batch.number === number ? { ...batch, state } : batch)),
    ...countFailures(run, change),
    polls: updatePolls(run.polls, state, atMillis),
  };
}

function finishPoll(polls: BatchRun['polls'], submissionId: string, atMillis: number): BatchRun['polls'] {
  const poll = polls.get(submissionId);
  if (!poll) return polls;
  const attempts = poll.attempts + 1;
  const dueMillis = atMillis + pollIntervalMillis(attempts);
  return new Map(polls).set(submissionId, { ...poll, attempts, dueMillis, isInFlight: false });
}

const readUntilMillis = (reason: BlockedReason | undefined): number | undefined =>
  reason && 'untilMillis' in reason ? reason.untilMillis : undefined;

const isSameReason = (one: BlockedReason | undefined, other: BlockedReason | undefined): boolean =>
  one?.kind === other?.kind && readUntilMillis(one) === readUntilMillis(other);

export function reduceRun<Run extends BatchRun>(run: Run, action: RunAction): Run {
  switch (action.type) {
    case 'intent-changed': {
      const { intent } = action;
      return intent === 'paused' ? { ...run, intent } : { ...run, intent, ...noFailures, isBatchListMissing: false };
    }
    case 'blocked-changed':
      return isSameReason(run.blocked, action.blocked) ? run : { ...run, blocked: action.blocked };
    case 'throttled':
      return { ...run, throttledUntilMillis: action.untilMillis };
    case 'unsaved-writes-changed':
      return run.hasUnsavedWrites === action.hasUnsavedWrites
        ? run
        : { ...run, hasUnsavedWrites: action.hasUnsavedWrites };
    case 'batch-list-missing':
      return { ...run, isBatchListMissing: true };
    case 'batch-changed':
      return changeBatch(run, action);
    case 'poll-started': {
      const poll = run.polls.get(action.submissionId) ?? firstPoll(action.atMillis);
      return { ...run, polls: new Map(run.polls).set(action.submissionId, { ...poll, isInFlight: true }) };
    }
    case 'poll-finished':
      return { ...run, polls: finishPoll(run.polls, action.submissionId, action.atMillis) };
  }
}
