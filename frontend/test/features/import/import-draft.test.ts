import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CsvWorkerApi } from '#features/import/csv-worker-client.ts';
import { createImportDraft } from '#features/import/import-draft.ts';
import { createImportStore } from '#features/import/import-store.ts';
import { createPlan } from '#support/frontend/import-fixture.ts';

type Responses = { readonly [Method in keyof CsvWorkerApi]?: () => unknown };

const column = (index: number) => ({ index, name: undefined, examples: [] });
const columns = (count: number) => ({
  columns: Array.from({ length: count }, (_, index) => column(index)),
  hasHeader: false,
  likely: count - 1,
});
const opens = (count: number) => () => ({ ok: true, value: columns(count) });
const fails = () => {
  throw new Error('The CSV worker could not be started.');
};

const { facts } = createPlan(3);
const nothingLookedUp = { lookedUp: 0, counts: { new: 0, active: 0, deleted: 0 }, firstRows: [], missingBatches: [1] };
const readLookup = () => nothingLookedUp;
const oneColumn: Responses = { open: opens(1), detectColumns: () => columns(1), checkColumn: () => facts, readLookup };
const saveAll = ['savePlan', { selection: 'all', lookup: undefined }];

/** Records the calls to the worker and to the runner. */
function createDraftFixture(responses: Responses, { isLockFree = true, isLoaded = true } = {}) {
  const calls: unknown[] = [];
  const store = createImportStore();
  const draft = createImportDraft({
    store,
    callWorker: async (method, request) => {
      calls.push([method, request]);
      return responses[method]?.() as never;
    },
    runner: {
      acquireLock: async () => isLockFree,
      releaseLock: () => void calls.push('lock released'),
      load: async () => {
        calls.push('loaded');
        return isLoaded;
      },
    },
  });
  return { draft, calls, store, read: () => store.read().draft };
}

describe('ImportDraft', () => {
  it('asks for a column when the file has several, with the likely one selected', async () => {
    const { draft, calls, read } = createDraftFixture({ open: opens(3), checkColumn: () => facts, readLookup });

    await draft.open('list.csv', 'text');
    expect(read()).to.deep.include({ step: 'column', choice: { column: 2, hasHeader: false } });
    draft.chooseColumn(1);
    await draft.preview();

    expect(read()).to.include({ step: 'preview', saving: 'idle' });
    expect(calls.at(-2)).to.deep.equal(['checkColumn', { file: 'list.csv', choice: { column: 1, hasHeader: false } }]);
  });

  it('opens the preview directly when the file has one column', async () => {
    const { draft, read } = createDraftFixture(oneColumn);

    await draft.open('list.csv', 'text');

    expect(read()).to.include({ step: 'preview' });
  });

  it('returns to the file step with the reason when a file cannot be imported', async () => {
    const { draft, read } = createDraftFixture({ open: () => ({ ok: false, failure: { kind: 'empty' } }) });

    await draft.open('list.csv', '');

    expect(read()).to.deep.equal({ step: 'file', error: { file: 'list.csv', fault: { kind: 'empty' } } });
  });

  it('reports a worker failure during any call', async () => {
    const failing: readonly Responses[] = [
      { open: fails },
      { open: opens(2), detectColumns: fails },
      { open: opens(2), detectColumns: () => columns(2), checkColumn: fails },
    ];

    for (const responses of failing) {
      const { draft, read } = createDraftFixture(responses);
      await draft.open('list.csv', '');
      await draft.setHasHeader(true);
      await draft.preview();

      expect(read()).to.deep.equal({ step: 'file', error: { file: 'list.csv', fault: { kind: 'worker-failed' } } });
    }
  });

  it('stays discarded when a worker response arrives later', async () => {
    const { draft, read } = createDraftFixture(oneColumn);
    await draft.open('list.csv', 'text');

    const rechecked = draft.setHasHeader(true);
    draft.discard();
    await rechecked;

    expect(read()).to.deep.equal({ step: 'file' });
  });

  it('returns from the preview to the choice of the column with the same file, or to the file step', async () => {
    const { draft, read } = createDraftFixture({ open: opens(3), checkColumn: () => facts, readLookup });
    await draft.open('list.csv', 'text');
    draft.chooseColumn(1);
    await draft.preview();

    draft.returnTo('column');
    expect(read()).to.deep.include({ step: 'column', file: 'list.csv', choice: { column: 1, hasHeader: false } });
    draft.returnTo('file');

    expect(read()).to.deep.equal({ step: 'file' });
  });

  it('cannot be submitted while the rows are rechecked', async () => {
    const { draft, calls, read } = createDraftFixture(oneColumn);
    await draft.open('list.csv', 'text');

    const rechecked = draft.setHasHeader(true);
    await draft.submit('all');
    expect(read()).to.deep.include({ step: 'preview', choice: { column: 0, hasHeader: true } });
    await rechecked;

    expect(read()).to.include({ step: 'preview', saving: 'idle' });
    expect(calls).not.to.include('loaded');
  });

  it('stores the plan once when it is submitted twice, and then starts the import', async () => {
    const { draft, calls, read } = createDraftFixture(oneColumn);
    await draft.open('list.csv', 'text');

    await Promise.all([draft.submit('all'), draft.submit('all')]);

    expect(calls.slice(3)).to.deep.equal([saveAll, 'loaded']);
    expect(read()).to.deep.equal({ step: 'file' });
  });

  it('can be neither left nor changed while it is stored, because the import starts then', async () => {
    const { draft, calls, read } = createDraftFixture(oneColumn);
    await draft.open('list.csv', 'text');

    const submitted = draft.submit('all');
    const saving = read();
    draft.discard();
    draft.returnTo('file');
    await draft.setHasHeader(true);

    expect(read()).to.equal(saving);
    await submitted;
    expect(calls.slice(3)).to.deep.equal([saveAll, 'loaded']);
  });

  it('submits only new IDs once all are looked up, and stores what the lookups found', async () => {
    const { draft, calls, store, read } = createDraftFixture(oneColumn);
    await draft.open('list.csv', 'text');
    const counts = { new: 1, active: 1, deleted: 1 };
    const checkedAt = '2026-11-30T10:41:00.000Z';

    await draft.submit('new');
    expect(read()).to.include({ step: 'preview', saving: 'idle' });
    const found = read();
    if (found.step !== 'preview') throw new Error('The preview is not open.');
    const lookup = { ...found.lookup, status: 'complete', lookedUp: 3, counts, checkedAt } as const;
    store.dispatch({ type: 'draft-changed', draft: { ...found, lookup } });
    await draft.submit('new');

    const facts = { checkedAt, counts, selection: 'new' };
    expect(calls.slice(3)).to.deep.equal([['savePlan', { selection: 'new', lookup: facts }], 'loaded']);
  });

  it('stays in the preview when another tab runs an import', async () => {
    const { draft, calls, read } = createDraftFixture(oneColumn, { isLockFree: false });
    await draft.open('list.csv', 'text');

    await draft.submit('all');

    expect(read()).to.include({ step: 'preview', saving: 'idle' });
    expect(calls.slice(3)).to.deep.equal([]);
  });

  it('reports a failed save, starts nothing and releases the tab lock', async () => {
    const { draft, calls, read } = createDraftFixture({ ...oneColumn, savePlan: fails });
    await draft.open('list.csv', 'text');

    await draft.submit('all');

    expect(read()).to.include({ step: 'preview', saving: 'failed' });
    expect(calls.slice(3)).to.deep.equal([saveAll, 'lock released']);
  });

  it('reports a failed save when the stored plan cannot be read back', async () => {
    const { draft, read } = createDraftFixture(oneColumn, { isLoaded: false });
    await draft.open('list.csv', 'text');

    await draft.submit('all');

    expect(read()).to.include({ step: 'preview', saving: 'failed' });
  });
});
