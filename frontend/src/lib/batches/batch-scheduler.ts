import type { BatchDeps, BatchRepository, BatchStore } from './batch-deps.ts';
import { pollBatch, sendBatch } from './batch-requests.ts';
import {
  type Batch,
  type BatchRun,
  type BlockedReason,
  consecutiveFailuresMax,
  countBatches,
  type Intent,
  isFinished,
  isInOutage,
  sendsInFlightMax,
} from './batch-run.ts';

type Write = () => Promise<void>;

/** Buffers failed IndexedDB writes and retries them. The run sends nothing while a write is pending. */
export function createWriteBuffer(repository: BatchRepository, store: Pick<BatchStore, 'dispatch'>) {
  const pending = new Map<string, Write>();

  const attempt = async (key: string, write: Write): Promise<void> => {
    try {
      await write();
      pending.delete(key);
    } catch {
      // A later state of a batch replaces an earlier one.
      pending.set(key, write);
    }
    store.dispatch({ type: 'unsaved-writes-changed', hasUnsavedWrites: pending.size > 0 });
  };

  const buffered: BatchRepository = {
    saveIntent: (intent) => attempt('intent', () => repository.saveIntent(intent)),
    saveBatch: (batch) => attempt(`batch ${batch.number}`, () => repository.saveBatch(batch)),
    saveRecorded: (batch, submission) =>
      attempt(`batch ${batch.number}`, () => repository.saveRecorded(batch, submission)),
  };
  return {
    repository: buffered,
    flush: async (): Promise<void> => {
      for (const [key, write] of [...pending]) await attempt(key, write);
    },
    /** Drops the writes of a run that another one replaced. */
    clear: () => pending.clear(),
  };
}

export const pollsInFlightMax = 4;
/** Limits how far sending can run ahead of the workflow, so that Pause and Cancel take effect soon. */
const unrecordedMax = 25;
/** A slower submission no longer counts towards `unrecordedMax`. */
const slowAfterMillis = 30_000;
const tickMillis = 250;

type Environment = Pick<BatchDeps, 'key' | 'connection' | 'isVisible' | 'nowMillis' | 'retriesAutomatically'>;

/** A failed batch is sent again at the end, and during an outage as the probe that ends it. */
const isRetryNext = (run: BatchRun, { retriesAutomatically }: Environment): boolean =>
  retriesAutomatically &&
  run.intent === 'running' &&
  countBatches(run.batches, 'to-retry') > 0 &&
  (isInOutage(run) || countBatches(run.batches, 'waiting') === 0);

/** In order of severity. */
function findBlockedReason(run: BatchRun, environment: Environment): BlockedReason | undefined {
  const { key, connection, nowMillis } = environment;
  if (run.hasUnsavedWrites || run.isBatchListMissing) return { kind: 'storage-failed' };
  if (key.read() === undefined) return { kind: 'no-key' };
  if (!connection.isOnline()) return { kind: 'offline' };
  const { throttledUntilMillis, retryAtMillis } = run;
  if (throttledUntilMillis > nowMillis()) return { kind: 'throttled', untilMillis: throttledUntilMillis };
  return isRetryNext(run, environment) && retryAtMillis > nowMillis()
    ? { kind: 'retry-delay', untilMillis: retryAtMillis }
    : undefined;
}

function shouldPause({ intent, failures, rejections }: BatchRun, { retriesAutomatically }: Environment): boolean {
  return intent === 'running' && (retriesAutomatically ? rejections : failures) >= consecutiveFailuresMax;
}

const canPoll = ({ blocked }: BatchRun): boolean => blocked?.kind !== 'no-key' && blocked?.kind !== 'offline';

/** Ignored while the page is hidden, because delayed timers make every submission look unrecorded. */
function isWorkflowBehind({ batches, polls }: BatchRun, { isVisible, nowMillis }: Environment): boolean {
  if (!isVisible()) return false;
  const isRecent = (submissionId: string) => {
    const poll = polls.get(submissionId);
    return poll !== undefined && nowMillis() - poll.acceptedMillis < slowAfterMillis;
  };
  const unrecorded = batches.filter(
    ({ state }) => state.kind === 'sending' || (state.kind === 'accepted' && isRecent(state.submissionId)),
  );
  return unrecorded.length >= unrecordedMax;
}

const readFailedAt = ({ state }: Batch): number => (state.kind === 'to-retry' ? (state.failedAtMillis ?? 0) : 0);

/** The least recently failed batch, so that one that always fails does not hold up the others. */
const nextToRetry = ({ batches }: BatchRun): Batch | undefined =>
  batches
    .filter(({ state }) => state.kind === 'to-retry')
    .toSorted((one, other) => readFailedAt(one) - readFailedAt(other))
    .at(0);

function nextToSend(run: BatchRun | undefined, environment: Environment): Batch | undefined {
  // Not the reason in the store: sending the last waiting batch can start the delay of the retries.
  if (run?.intent !== 'running' || findBlockedReason(run, environment)) return undefined;
  const inFlightMax = isInOutage(run) ? 1 : sendsInFlightMax;
  if (countBatches(run.batches, 'sending') >= inFlightMax || isWorkflowBehind(run, environment)) return undefined;
  return isRetryNext(run, environment) ? nextToRetry(run) : run.batches.find(({ state }) => state.kind === 'waiting');
}

function nextToPoll(run: BatchRun | undefined, nowMillis: number) {
  if (!run || !canPoll(run)) return undefined;
  if ([...run.polls.values()].filter(({ isInFlight }) => isInFlight).length >= pollsInFlightMax) return undefined;
  for (const batch of run.batches) {
    if (batch.state.kind !== 'accepted') continue;
    const poll = run.polls.get(batch.state.submissionId);
    if (poll && !poll.isInFlight && poll.dueMillis <= nowMillis)
      return { batch, submissionId: batch.state.submissionId };
  }
  return undefined;
}

function startRequests(deps: BatchDeps, onSettled: () => void): void {
  const { store, nowMillis } = deps;
  for (;;) {
    const next = nextToPoll(store.readRun(), nowMillis());
    if (!next) break;
    void pollBatch(deps, next.batch, next.submissionId).then(onSettled);
  }
  for (;;) {
    const batch = nextToSend(store.readRun(), deps);
    if (!batch) break;
    void sendBatch(deps, batch).then(onSettled);
  }
}

export type BatchScheduler = ReturnType<typeof createScheduler>;

/** Starts every request that is due, and ticks again until the run has finished. */
export function createScheduler(unbuffered: BatchDeps) {
  const { store } = unbuffered;
  const buffer = createWriteBuffer(unbuffered.repository, store);
  const deps: BatchDeps = { ...unbuffered, repository: buffer.repository };
  let cancelTick: () => void = () => undefined;

  const tick = (): void => {
    cancelTick();
    const run = store.readRun();
    if (!run) return;
    store.dispatch({ type: 'blocked-changed', blocked: findBlockedReason(run, deps) });
    if (isFinished(run)) reportFinished(run);
    else if (shouldPause(run, deps)) void setIntent('paused');
    else {
      startRequests(deps, tick);
      cancelTick = deps.schedule(tickMillis, tick);
    }
  };

  const reportFinished = ({ hasUnsavedWrites }: BatchRun): void => {
    if (!hasUnsavedWrites) deps.onFinished();
  };

  const setIntent = async (intent: Intent): Promise<void> => {
    store.dispatch({ type: 'intent-changed', intent });
    await buffer.flush();
    await deps.repository.saveIntent(intent);
    tick();
  };

  /** Buffered, unlike the dependencies passed in. */
  return { deps, tick, setIntent, clearBuffer: buffer.clear };
}
