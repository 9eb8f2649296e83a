import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ImportPlan, ImportRepository } from '#features/import/import-repository.ts';
import { createImportStore } from '#features/import/import-store.ts';
import { createImportUndo, listUndoable } from '#features/import/import-undo.ts';
import type { Batch } from '#lib/batches/batch-run.ts';
import { countDeletions, toDeletionPhase } from '#lib/batches/delete-run.ts';
import { createDeleteRegistry, createEnvironment, toSubmission } from '#support/frontend/delete-registry.ts';
import { flushPromises } from '#support/frontend/import-fixture.ts';
import { memoryImportRepository } from '#support/frontend/memory-import-repository.ts';

const counts = { rows: 7, ids: 7, invalid: 0, repeated: 0, withoutId: 0, groups: [] };
const plan: ImportPlan = { facts: { importId: 'one', file: 'list.csv', ...counts }, lists: [], invalid: [] };

const recorded = (number: number, added: number, existing: number): Batch => ({
  number,
  size: added + existing,
  state: { kind: 'recorded', submissionId: `add-${number}`, added, existing, invalid: 0 },
});

/** Four submissions: one added, one B-1 and B-2, one nothing, one failed. */
const imported: readonly Batch[] = [
  recorded(1, 2, 1),
  recorded(2, 2, 0),
  recorded(3, 0, 1),
  { number: 4, size: 1, state: { kind: 'failed', submissionId: 'add-4' } },
];

/** A registry after the import, in which another client has added A-2 again and deleted B-2. */
function createRegistry() {
  const registry = createDeleteRegistry(
    new Map([
      ['A-1', 'add-1'],
      ['A-2', 'other'],
      ['OLD-1', 'other'],
      ['B-1', 'add-2'],
    ]),
  );
  const add = (submissionId: string, added: readonly string[], existing: readonly string[]) =>
    registry.submissions.set(
      submissionId,
      toSubmission(
        submissionId,
        'completed',
        { submitted: added.length + existing.length, added: added.length, existing: existing.length, invalid: 0 },
        [
          ...added.map((id) => ({ id, outcome: 'added' }) as const),
          ...existing.map((id) => ({ id, outcome: 'existing' }) as const),
        ],
        'add',
      ),
    );
  add('add-1', ['A-1', 'A-2'], ['OLD-1']);
  add('add-2', ['B-1', 'B-2'], []);
  return registry;
}

/** A tab that shows the report of the import. */
function openReport(registry: ReturnType<typeof createRegistry>, repository: ImportRepository, batches = imported) {
  const { advance, environment } = createEnvironment();
  const store = createImportStore();
  store.dispatch({ type: 'import-loaded', stored: { facts: plan.facts, intent: 'running', batches }, atMillis: 0 });
  const undo = createImportUndo({ ...environment, ...registry, store, repository });
  const run = store.readRun();
  if (!run) throw new Error('No import is active.');
  const readBatches = () => undo.read()?.run?.read().batches ?? [];
  return { undo, run, store, advance, readBatches, counts: () => countDeletions(readBatches()) };
}

const result = { total: 4, deleted: 2, absent: 1, changed: 1, failed: 0, pending: 0 };

describe('Undoing an import', () => {
  it('deletes only what each submission added, and reports changed and absent IDs', async () => {
    const registry = createRegistry();
    const { undo, run, advance, counts } = openReport(registry, memoryImportRepository(plan));

    await undo.load(run);
    expect(undo.read()).to.deep.equal({ importId: 'one', run: undefined });
    await undo.start(run);
    await advance(3_000);

    expect(registry.sent).to.deep.equal([
      { ids: ['A-1', 'A-2'], addedBy: 'add-1', label: 'Undo list.csv', key: 'undo-add-1' },
      { ids: ['B-1', 'B-2'], addedBy: 'add-2', label: 'Undo list.csv', key: 'undo-add-2' },
    ]);
    expect(counts()).to.deep.equal(result);
    expect([...registry.active.keys()]).to.deep.equal(['A-2', 'OLD-1']);
  });

  it('is offered for recorded submissions that added IDs and are not being undone', () => {
    const undoable = listUndoable({ batches: imported }, []);

    expect(undoable.map(({ number, size }) => [number, size])).to.deep.equal([
      [1, 2],
      [2, 2],
    ]);
    expect(listUndoable({ batches: imported }, undoable.slice(0, 1)).map(({ number }) => number)).to.deep.equal([2]);
    expect(listUndoable({ batches: imported }, undoable)).to.deep.equal([]);
  });

  it('continues after a reload in the middle with the same keys, and deletes nothing twice', async () => {
    const registry = createRegistry();
    const repository = memoryImportRepository(plan);
    registry.faults.set('undo-add-2', 'lost');
    const before = openReport(registry, repository);
    await before.undo.load(before.run);
    await before.undo.start(before.run);
    await before.advance(3_000);
    expect(before.counts()).to.include({ deleted: 1, changed: 1, failed: 2 });

    registry.faults.clear();
    const after = openReport(registry, repository);
    await after.undo.load(after.run);
    expect(toDeletionPhase(after.undo.read()?.run?.read() ?? { ...after.run })).to.equal('needs-action');
    await after.undo.read()?.run?.retry();
    await after.advance(3_000);

    expect(after.counts()).to.deep.equal(result);
    expect(registry.sent.map(({ key }) => key)).to.deep.equal(['undo-add-1', 'undo-add-2', 'undo-add-2']);
    expect([...registry.active.keys()]).to.deep.equal(['A-2', 'OLD-1']);
  });

  it('works although the browser stores nothing, and changes nothing when it is repeated', async () => {
    const registry = createRegistry();
    const full = async () => {
      throw new DOMException('Quota exceeded', 'QuotaExceededError');
    };
    const repository = { ...memoryImportRepository(plan), loadUndo: full, saveUndo: full };

    for (const tab of [openReport(registry, repository), openReport(registry, repository)]) {
      await tab.undo.load(tab.run);
      await tab.undo.start(tab.run);
      await tab.advance(3_000);
      expect(tab.counts()).to.deep.equal(result);
    }

    expect(registry.submissions.size).to.equal(4);
  });

  it('undoes a submission that was retried after the rest was undone', async () => {
    const registry = createRegistry();
    const repository = memoryImportRepository(plan);
    const before = openReport(registry, repository, imported.slice(0, 1));
    await before.undo.load(before.run);
    await before.undo.start(before.run);
    await before.advance(3_000);

    const after = openReport(registry, repository);
    await after.undo.load(after.run);
    await after.undo.start(after.run);
    await after.advance(3_000);

    expect(registry.sent.map(({ key }) => key)).to.deep.equal(['undo-add-1', 'undo-add-2']);
    expect(after.counts()).to.deep.equal(result);
  });

  it('sends nothing more once the import is discarded', async () => {
    const registry = createRegistry();
    const { undo, run, store, advance } = openReport(registry, memoryImportRepository(plan));
    await undo.load(run);
    await undo.start(run);

    store.dispatch({ type: 'nothing-stored' });
    await flushPromises();
    const sent = registry.sent.length;
    await advance(60_000);

    expect([undo.read(), registry.sent.length]).to.deep.equal([undefined, sent]);
  });
});
