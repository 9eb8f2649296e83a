import type { Problem } from '#lib/api/problem.ts';
import type { SubmissionReceipt } from '#lib/api/submissions.ts';
import type { Result } from '#lib/domain.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatMessage } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { observable } from '#lib/observable.ts';
import type { BatchDeps, BatchStore } from './batch-deps.ts';
import { type Batch, type BatchRun, type BatchState, countBatches, isFinished } from './batch-run.ts';
import { createScheduler } from './batch-scheduler.ts';
import { reduceRun, startRun } from './reduce-run.ts';

export interface DeleteRunDeps extends Omit<BatchDeps, 'store' | 'retriesAutomatically'> {
  readonly retrySubmission: (submissionId: string) => Promise<Result<SubmissionReceipt, Problem>>;
}

export type DeleteRun = ReturnType<typeof createDeleteRun>;

function createStore(batches: readonly Batch[], atMillis: number) {
  const state = observable(startRun({ batches, intent: 'running' }, atMillis));
  let isClosed = false;
  const store: BatchStore = {
    readRun: () => (isClosed ? undefined : state.read()),
    dispatch: (action) => {
      const before = state.read();
      const after = reduceRun(before, action);
      if (after !== before) state.set(after);
    },
  };
  const close = () => {
    isClosed = true;
  };
  return { state, store, close };
}

/** Sends delete submissions in batches and polls them. Continues stored batches. */
export function createDeleteRun(batches: readonly Batch[], deps: DeleteRunDeps) {
  const { state, store, close } = createStore(batches, deps.nowMillis());
  const { deps: scheduled, tick, setIntent } = createScheduler({ ...deps, store, retriesAutomatically: false });
  const unsubscribe = [deps.key.subscribe(tick), deps.connection.subscribe(tick)];

  const changeBatch = (number: number, changed: BatchState): void =>
    store.dispatch({ type: 'batch-changed', number, state: changed, atMillis: deps.nowMillis() });

  /** The same submission once more: another one could delete what was added since. */
  const retryFailed = async ({ number, size }: Batch, submissionId: string): Promise<void> => {
    const response = await deps.retrySubmission(submissionId);
    if (!response.ok && response.failure.code !== 'already-completed') return;
    const accepted = { kind: 'accepted', submissionId } as const;
    changeBatch(number, accepted);
    await scheduled.repository.saveBatch({ number, size, state: accepted });
  };

  /** Retries everything that failed, and resumes. */
  const retry = async (): Promise<void> => {
    for (const batch of state.read().batches) {
      if (batch.state.kind === 'failed') await retryFailed(batch, batch.state.submissionId);
      else if (batch.state.kind === 'to-retry')
        changeBatch(batch.number, { kind: 'waiting', problem: batch.state.problem });
    }
    await setIntent('running');
  };

  return {
    subscribe: state.subscribe,
    read: state.read,
    start: tick,
    stop: () => setIntent('stopped'),
    retry,
    /** Sends nothing more. */
    close: () => {
      close();
      for (const end of unsubscribe) end();
    },
  };
}

/** `waiting`: for the connection, the key, or capacity. `needs-action`: the user decides whether to retry. */
export type DeletionPhase = 'running' | 'waiting' | 'needs-action' | 'finished';

export function toDeletionPhase(run: BatchRun): DeletionPhase {
  if (isFinished(run)) return 'finished';
  if (run.intent === 'paused') return 'needs-action';
  if (run.blocked) return 'waiting';
  return countBatches(run.batches, 'waiting', 'sending', 'accepted') > 0 ? 'running' : 'needs-action';
}

/** Numbers of IDs. */
export interface DeletionCounts {
  readonly total: number;
  readonly deleted: number;
  readonly absent: number;
  readonly changed: number;
  /** In submissions that failed, and in batches that were rejected or got no response. */
  readonly failed: number;
  /** Not sent, or not completed. */
  readonly pending: number;
}

function countBatch({ size, state }: Batch): Omit<DeletionCounts, 'total'> {
  const none = { deleted: 0, absent: 0, changed: 0, failed: 0, pending: 0 };
  switch (state.kind) {
    case 'waiting':
    case 'sending':
    case 'accepted':
      return { ...none, pending: size };
    case 'recorded': {
      const { deleted = 0, changed = 0 } = state;
      return { ...none, deleted, changed, absent: size - deleted - changed };
    }
    case 'failed':
    case 'to-retry':
    case 'rejected':
      return { ...none, failed: size };
  }
}

export function countDeletions(batches: readonly Batch[]): DeletionCounts {
  const counts = batches.map(countBatch);
  const sum = (name: keyof (typeof counts)[number]) => counts.reduce((total, each) => total + each[name], 0);
  return {
    total: batches.reduce((total, { size }) => total + size, 0),
    deleted: sum('deleted'),
    absent: sum('absent'),
    changed: sum('changed'),
    failed: sum('failed'),
    pending: sum('pending'),
  };
}

export const listSubmissionIds = (batches: readonly Batch[]): readonly string[] =>
  batches.flatMap(({ state }) => ('submissionId' in state ? [state.submissionId] : []));

/** Templates with `{done}` and `{total}`. */
export type DeletionTexts = Readonly<Record<'status' | 'offline' | 'noKey' | 'throttled', string>>;

/** The progress, and the reason while nothing can be sent. */
export function describeDeletion({ blocked }: BatchRun, counts: DeletionCounts, texts: DeletionTexts): string {
  const { total, pending } = counts;
  const values = { done: format.number(total - pending), total: format.number(total) };
  if (blocked?.kind === 'offline') return formatMessage(texts.offline, values);
  if (blocked?.kind === 'no-key') return formatMessage(texts.noKey, values);
  return formatMessage(blocked?.kind === 'throttled' ? texts.throttled : texts.status, values);
}

/** Explains the first request that failed, or returns the reason of the first failed submission. */
export function explainDeletionFailure(batches: readonly Batch[]): string {
  for (const { state } of batches) {
    if ('problem' in state) return explainWrite(state.problem, messages.change.doneDeleted);
    if (state.kind === 'failed') return state.reason ?? messages.workflowFailed;
  }
  return messages.workflowFailed;
}
