import { checkColumn } from '#features/import/columns.ts';
import type { ImportPlan, ImportRepository } from '#features/import/import-repository.ts';
import { createImportRunner, type Deps } from '#features/import/import-runner.ts';
import type { ImportRun } from '#features/import/import-state.ts';
import { createImportStore } from '#features/import/import-store.ts';
import type { TabLock } from '#features/import/tab-lock.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { Submission } from '#lib/api/submissions.ts';
import { inBatches } from '#lib/batches/in-batches.ts';
import { fail, type Result, succeed } from '#lib/domain.ts';
import { memoryImportRepository } from './memory-import-repository.ts';

/** A plan for `count` IDs. Its idempotency keys are `key-1`, `key-2` and so on. */
export function createPlan(count: number): ImportPlan {
  const rows = Array.from({ length: count }, (_, index) => ({ line: index + 1, cells: [`CUST-${index + 1}`] }));
  const { toSubmit } = checkColumn(rows, { column: 0, hasHeader: false });
  const lists = inBatches(toSubmit).map((found, index) => ({
    number: index + 1,
    idempotencyKey: `key-${index + 1}`,
    found,
  }));
  const counts = { rows: count, ids: count, invalid: 0, repeated: 0, withoutId: 0, groups: [] };
  const facts = { importId: 'one', file: 'list.csv', ...counts };
  return { facts, lists, invalid: [] };
}

const received: Submission = {
  submissionId: '',
  status: 'received',
  action: 'add',
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 100 },
  results: [],
  steps: [],
  attempts: [],
};

export const running: Submission = received;

export const failed = (reason: string): Submission => ({ ...received, status: 'failed', failure: { reason } });

export const completed = (ids: readonly string[]): Submission => ({
  ...received,
  status: 'completed',
  counts: { submitted: ids.length, added: ids.length, existing: 0, invalid: 0 },
  results: ids.map((id) => ({ id, outcome: 'added' })),
});

const freeLock: TabLock = { acquire: async () => true, wait: async () => undefined, release: () => undefined };

/** Lets pending promises settle. Requests and storage are in memory, so this does not depend on time. */
export async function flushPromises(): Promise<void> {
  for (let round = 0; round < 50; round += 1) await new Promise(setImmediate);
}

/** Virtual time: `advance` runs the timers that are due. */
export function createClock() {
  const timers = new Set<{ readonly atMillis: number; readonly run: () => void }>();
  let nowMillis = 0;
  return {
    nowMillis: () => nowMillis,
    schedule: (delayMillis: number, run: () => void) => {
      const timer = { atMillis: nowMillis + delayMillis, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: async (millis: number) => {
      const endMillis = nowMillis + millis;
      for (;;) {
        const next = [...timers].sort((one, other) => one.atMillis - other.atMillis)[0];
        if (!next || next.atMillis > endMillis) break;
        timers.delete(next);
        nowMillis = next.atMillis;
        next.run();
        await flushPromises();
      }
      nowMillis = endMillis;
    },
  };
}

/** Accepts every batch and completes every submission, unless a test overrides it. */
function createRegistry() {
  const sent: { readonly key: string; readonly ids: readonly string[]; readonly label?: string }[] = [];
  const control = {
    apiKey: 'a-key' as string | undefined,
    isOnline: true,
    /** Responses to batches, by idempotency key. */
    failures: new Map<string, Problem>(),
    getSubmission: (ids: readonly string[]): Result<Submission, Problem> => succeed(completed(ids)),
  };
  const submit: Deps['submit'] = async (request, key) => {
    sent.push({ key, ...request });
    const failure = control.failures.get(key);
    // The API client forgets a refused key, and reports an offline browser.
    if (failure?.kind === 'key-refused') control.apiKey = undefined;
    if (failure?.kind === 'offline') control.isOnline = false;
    const submissionId = `submission of ${key}`;
    return failure
      ? fail(failure)
      : succeed({
          submissionId,
          status: 'received',
          action: 'add',
          receivedAt: '',
          counts: { submitted: request.ids.length },
        });
  };
  const getSubmission: Deps['getSubmission'] = async (submissionId) =>
    control.getSubmission(sent.findLast(({ key }) => submissionId.endsWith(key))?.ids ?? []);
  return { sent, control, submit, getSubmission };
}

/** An import with an in-memory registry, repository and clock. */
export function importFixture(
  plan: ImportPlan,
  repository: ImportRepository = memoryImportRepository(plan),
  lock: TabLock = freeLock,
) {
  const { sent, control, submit, getSubmission } = createRegistry();
  const { advance, ...clock } = createClock();
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const store = createImportStore();
  const key = { read: () => control.apiKey, subscribe };
  const connection = { isOnline: () => control.isOnline, subscribe };
  const isVisible = () => true;
  const deps: Deps = { store, repository, lock, submit, getSubmission, key, connection, isVisible, ...clock };

  return {
    registry: control,
    runner: createImportRunner(deps),
    repository,
    sent,
    advance,
    readSession: () => store.read().session,
    /** Announces a change of `apiKey` or `isOnline`. */
    notify: async () => {
      for (const listener of listeners) listener();
      await flushPromises();
    },
    run: (): ImportRun => {
      const { session } = store.read();
      if (session.status !== 'active') throw new Error(`No import is active: ${session.status}.`);
      return session.run;
    },
  };
}
