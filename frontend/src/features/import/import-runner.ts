import type { Problem } from '#lib/api/problem.ts';
import type { Submission, SubmissionReceipt, SubmissionRequest } from '#lib/api/submissions.ts';
import type { BatchDeps, BatchEnvironment } from '#lib/batches/batch-deps.ts';
import { pollBatch } from '#lib/batches/batch-requests.ts';
import { type BatchRun, countBatches, isFinished } from '#lib/batches/batch-run.ts';
import { type BatchScheduler, createScheduler, pollsInFlightMax } from '#lib/batches/batch-scheduler.ts';
import { inGroups } from '#lib/batches/in-batches.ts';
import type { Result } from '#lib/domain.ts';
import type { FoundId } from './columns.ts';
import type { FailedRow, ImportRepository, StoredImport } from './import-repository.ts';
import { isExpired } from './import-state.ts';
import type { ImportStore } from './import-store.ts';
import type { TabLock } from './tab-lock.ts';

export interface Deps extends BatchEnvironment {
  readonly store: ImportStore;
  readonly repository: ImportRepository;
  readonly lock: TabLock;
  readonly submit: (request: SubmissionRequest, idempotencyKey: string) => Promise<Result<SubmissionReceipt, Problem>>;
}

/** Results have the order of the submitted IDs, so the index finds the row of the file. */
const toInvalidRows = ({ results }: Submission, found: readonly FoundId[]): readonly FailedRow[] =>
  results.flatMap(({ id, outcome, reason = '' }, index) => {
    const { line } = found[index] ?? { line: 0 };
    return outcome === 'invalid' ? [{ line, text: id, reason }] : [];
  });

/** The stored batches of the import, as the scheduler submits them. */
function toBatchDeps(deps: Deps): BatchDeps {
  const { store, repository, lock } = deps;
  return {
    ...deps,
    retriesAutomatically: true,
    submit: async (number) => {
      const list = await repository.loadBatchList(number).catch(() => undefined);
      if (!list) return undefined;
      const label = store.readRun()?.facts.label;
      const ids = list.found.map(({ id }) => id);
      return deps.submit({ ids, ...(label === undefined ? {} : { label }) }, list.idempotencyKey);
    },
    repository: {
      ...repository,
      saveRecorded: async (batch, submission) => {
        const list = await repository.loadBatchList(batch.number);
        await repository.saveRecorded(batch, toInvalidRows(submission, list?.found ?? []));
      },
    },
    // Called once nothing is buffered: such a write must not end up in the import of another tab.
    onFinished: lock.release,
  };
}

/** Loads the stored import into the store, and deletes it. */
function createLoader({ repository, lock, store, nowMillis }: Deps, { tick, clearBuffer }: BatchScheduler) {
  const show = (stored: StoredImport | undefined): void => {
    clearBuffer();
    if (stored) {
      store.dispatch({ type: 'import-loaded', stored, atMillis: nowMillis() });
      tick();
    } else {
      store.dispatch({ type: 'nothing-stored' });
      lock.release();
    }
  };

  /** Waits while another tab runs the import. Resolves to whether one was stored. */
  const load = async (): Promise<boolean> => {
    const isAcquired = await lock.acquire().catch(() => undefined);
    if (isAcquired === undefined) {
      store.dispatch({ type: 'nothing-stored' });
      return false;
    }
    if (!isAcquired) {
      store.dispatch({ type: 'running-in-other-tab' });
      await lock.wait();
    }
    const found = await repository.load().catch(() => undefined);
    const hasExpired = found !== undefined && isExpired(found.facts, nowMillis());
    if (hasExpired) await repository.discard().catch(() => undefined);
    const stored = hasExpired ? undefined : found;
    show(stored);
    return stored !== undefined;
  };

  const discard = async (): Promise<void> => {
    if (!(await lock.acquire())) return void load();
    const stored = await repository.load().catch(() => undefined);
    if (stored && stored.facts.importId !== store.readRun()?.facts.importId) return show(stored);
    // If this fails, the next import overwrites it.
    await repository.discard().catch(() => undefined);
    show(undefined);
  };

  return { show, load, discard };
}

type Loader = ReturnType<typeof createLoader>;

/** A failed submission may have been retried or redriven since. */
async function pollFailed(deps: BatchDeps, { batches }: BatchRun): Promise<void> {
  const failed = batches.flatMap((batch) =>
    batch.state.kind === 'failed' ? [{ batch, submissionId: batch.state.submissionId }] : [],
  );
  for (const group of inGroups(failed, pollsInFlightMax)) {
    await Promise.all(group.map(({ batch, submissionId }) => pollBatch(deps, batch, submissionId)));
  }
}

/** Polls the failed submissions of a finished import. */
function createRefresh({ repository, lock, store }: Deps, { deps, tick }: BatchScheduler, show: Loader['show']) {
  const refreshOnce = async (): Promise<void> => {
    const run = store.readRun();
    if (!run || !isFinished(run) || countBatches(run.batches, 'failed') === 0 || !(await lock.acquire())) return;
    const stored = await repository.load().catch(() => undefined);
    if (stored && stored.facts.importId !== run.facts.importId) return show(stored);
    await pollFailed(deps, run);
    tick();
  };

  let refreshing: Promise<void> | undefined;
  /** Browsers fire `focus` and `visibilitychange` together: one refresh serves both. */
  return (): Promise<void> => {
    refreshing ??= refreshOnce().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };
}

export type ImportRunner = ReturnType<typeof createImportRunner>;

/** Sends the batches of the stored import, polls their submissions, and stores every change. */
export function createImportRunner(unbuffered: Deps) {
  const { lock, store } = unbuffered;
  const scheduler = createScheduler(toBatchDeps(unbuffered));
  const { deps, tick, setIntent } = scheduler;
  const { show, load, discard } = createLoader(unbuffered, scheduler);
  const refresh = createRefresh(unbuffered, scheduler, show);
  deps.key.subscribe(tick);
  deps.connection.subscribe(tick);

  /** Before a new import is stored. False when another tab runs one, which this tab then waits for. */
  const acquireLock = async (): Promise<boolean> => {
    const isAcquired = await lock.acquire();
    if (!isAcquired && store.read().session.status !== 'other-tab') void load();
    return isAcquired;
  };

  const resume = (): Promise<void> => {
    const atMillis = deps.nowMillis();
    for (const { number, state } of store.readRun()?.batches ?? []) {
      if (state.kind !== 'to-retry') continue;
      const { problem } = state;
      store.dispatch({ type: 'batch-changed', number, state: { kind: 'waiting', problem }, atMillis });
    }
    return setIntent('running');
  };

  return {
    load,
    acquireLock,
    releaseLock: lock.release,
    refresh,
    discard,
    pause: () => setIntent('paused'),
    /** Includes the failed batches: sending them again cannot submit them twice. */
    resume,
    stop: () => setIntent('stopped'),
  };
}
