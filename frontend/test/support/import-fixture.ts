import { inBatches } from '#features/import/batches.ts';
import { checkColumn } from '#features/import/columns.ts';
import type { ImportPlan, ImportRepository } from '#features/import/import-repository.ts';
import { createImportRunner } from '#features/import/import-runner.ts';
import type { ImportRun } from '#features/import/import-state.ts';
import { createImportStore } from '#features/import/import-store.ts';
import type { TabLock } from '#features/import/tab-lock.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { Submission } from '#lib/api/submissions.ts';
import { fail, type Result, succeed } from '#lib/result.ts';
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
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 100 },
  results: [],
  steps: [],
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
function createClock() {
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

/** An import with an in-memory registry, repository and clock. */
export function importFixture(
  plan: ImportPlan,
  repository: ImportRepository = memoryImportRepository(plan),
  lock: TabLock = freeLock,
) {
  const sent: { readonly key: string; readonly ids: readonly string[] }[] = [];
  const listeners = new Set<() => void>();
  const clock = createClock();
  const registry = {
    apiKey: 'a-key' as string | undefined,
    isOnline: true,
    /** Responses to batches, by idempotency key. Other batches are accepted. */
    failures: new Map<string, Problem>(),
    getSubmission: (ids: readonly string[]): Result<Submission, Problem> => succeed(completed(ids)),
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const accept = (key: string, ids: readonly string[]) => ({
    submissionId: `submission of ${key}`,
    status: 'received' as const,
    receivedAt: '',
    counts: { submitted: ids.length },
  });

  const store = createImportStore();
  const runner = createImportRunner({
    store,
    repository,
    lock,
    submit: async (ids, key) => {
      sent.push({ key, ids });
      const failure = registry.failures.get(key);
      return failure ? fail(failure) : succeed(accept(key, ids));
    },
    getSubmission: async (submissionId) =>
      registry.getSubmission(sent.findLast(({ key }) => submissionId.endsWith(key))?.ids ?? []),
    key: { read: () => registry.apiKey, subscribe },
    connection: { isOnline: () => registry.isOnline, subscribe },
    isVisible: () => true,
    nowMillis: clock.nowMillis,
    schedule: clock.schedule,
  });

  return {
    registry,
    runner,
    repository,
    sent,
    advance: clock.advance,
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
