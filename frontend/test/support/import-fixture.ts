import { inBatches } from '#features/import/batches.ts';
import { checkColumn } from '#features/import/check-column.ts';
import type { Turn } from '#features/import/deps.ts';
import type { ImportPlan, ImportStore } from '#features/import/import-repository.ts';
import { importRunner } from '#features/import/import-runner.ts';
import type { ImportRun } from '#features/import/import-state.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { Submission } from '#lib/api/submissions.ts';
import { fail, type Result, succeed } from '#lib/result.ts';
import { memoryImportStore } from './memory-import-repository.ts';

/** A plan for so many IDs, its keys `key-1`, `key-2` and so on. */
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

export const completed = (ids: readonly string[]): Submission => ({
  ...received,
  status: 'completed',
  counts: { submitted: ids.length, added: ids.length, existing: 0, invalid: 0 },
  results: ids.map((id) => ({ id, outcome: 'added' })),
});

/** A page with an import on it: its registry answers as told, and its clock stands still until it is turned. */
export function importFixture(
  plan: ImportPlan,
  store: ImportStore = memoryImportStore(plan),
  turn: Turn = { take: async () => true, wait: async () => undefined, give: () => undefined },
) {
  const sent: { readonly key: string; readonly ids: readonly string[] }[] = [];
  const listeners = new Set<() => void>();
  const timers = new Set<{ readonly atMillis: number; readonly run: () => void }>();
  const world = {
    nowMillis: 0,
    apiKey: 'a-key' as string | undefined,
    isOnline: true,
    /** What the registry answers to a batch, by its key, instead of accepting it. */
    failures: new Map<string, Problem>(),
    look: (ids: readonly string[]): Result<Submission, Problem> => succeed(completed(ids)),
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  const runner = importRunner({
    store,
    turn,
    submit: async (ids, key) => {
      sent.push({ key, ids });
      const failure = world.failures.get(key);
      return failure
        ? fail(failure)
        : succeed({
            submissionId: `submission of ${key}`,
            status: 'received',
            receivedAt: '',
            counts: { submitted: ids.length },
          });
    },
    look: async (submissionId) => world.look(sent.findLast(({ key }) => submissionId.endsWith(key))?.ids ?? []),
    key: { read: () => world.apiKey, subscribe },
    connection: { isOnline: () => world.isOnline, subscribe },
    isVisible: () => true,
    nowMillis: () => world.nowMillis,
    later: (millis, run) => {
      const timer = { atMillis: world.nowMillis + millis, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  });

  /** Lets everything happen that is under way. */
  const settle = async () => {
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  };

  return {
    world,
    runner,
    store,
    sent,
    settle,
    /** Tells the page that a key, or the connection, came or went. */
    notify: async () => {
      for (const listener of listeners) listener();
      await settle();
    },
    pass: async (millis: number) => {
      const end = world.nowMillis + millis;
      for (;;) {
        const next = [...timers].sort((one, other) => one.atMillis - other.atMillis)[0];
        if (!next || next.atMillis > end) break;
        timers.delete(next);
        world.nowMillis = next.atMillis;
        next.run();
        await settle();
      }
      world.nowMillis = end;
    },
    run: (): ImportRun => {
      const view = runner.read();
      if (view.status !== 'here') throw new Error(`There is no import: ${view.status}.`);
      return view.run;
    },
  };
}
