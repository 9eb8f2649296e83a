import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CsvWorkerMethod, CsvWorkerRequest, CsvWorkerResponse } from '#features/import/csv-worker-client.ts';
import type { Draft } from '#features/import/import-state.ts';
import { createImportStore } from '#features/import/import-store.ts';
import { createPreviewLookup } from '#features/import/preview-lookup.ts';
import type { Lookup } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import { fail, type Result, succeed } from '#lib/domain.ts';
import { createPlan, flushPromises } from '#support/frontend/import-fixture.ts';

const { facts } = createPlan(3);
const noCounts = { new: 0, active: 0, deleted: 0 };
const throttled: Problem = { kind: 'throttled', retryAfterSeconds: 90 };

/** A lookup that the test answers. */
interface Held {
  readonly ids: readonly string[];
  readonly signal: AbortSignal;
  readonly respond: (response: Result<Lookup, Problem>) => Promise<void>;
}

const found = (checkedAt: string): Result<Lookup, Problem> =>
  succeed({ checkedAt, results: [{ id: 'CUST-1', state: 'unknown' }] });

/** A preview of four batches of one ID each. */
function createLookupFixture() {
  const store = createImportStore();
  const recorded = new Set<number>();
  const held: Held[] = [];
  const snapshot = () => ({ lookedUp: recorded.size, counts: { ...noCounts, new: recorded.size }, firstRows: [] });
  const methods: Partial<Record<CsvWorkerMethod, (request: never) => unknown>> = {
    readLookup: () => ({ ...snapshot(), missingBatches: [1, 2, 3, 4].filter((batch) => !recorded.has(batch)) }),
    idsToLookUp: ({ batch }: CsvWorkerRequest<'idsToLookUp'>) => [`CUST-${batch}`],
    recordLookup: ({ batch }: CsvWorkerRequest<'recordLookup'>) => {
      recorded.add(batch);
      return snapshot();
    },
  };
  const lookup = createPreviewLookup({
    store,
    callWorker: async <Method extends CsvWorkerMethod>(method: Method, request: CsvWorkerRequest<Method>) =>
      methods[method]?.(request as never) as CsvWorkerResponse<Method>,
    lookUp: (ids, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        const respond = async (response: Result<Lookup, Problem>) => {
          held.splice(held.indexOf(entry), 1);
          resolve(response);
          await flushPromises();
        };
        const entry: Held = { ids, signal, respond };
        held.push(entry);
      }),
  });
  const draft: Draft = {
    step: 'preview',
    file: 'list.csv',
    columns: {
      columns: [],
      hasHeader: false,
      likely: 0,
      isGuess: false,
      rowsAboveHeader: 0,
      isHeaderShort: false,
    },
    isHeaderConfirmed: false,
    choice: { column: 0, hasHeader: false },
    facts,
    lookup: { status: 'running', ...snapshot() },
    saving: 'idle',
  };
  store.dispatch({ type: 'draft-changed', draft });
  const start = async () => {
    lookup.start(facts.importId);
    await flushPromises();
  };
  const read = () => {
    const current = store.read().draft;
    return current.step === 'preview' ? current.lookup : undefined;
  };
  const respondToNext = async (response: Result<Lookup, Problem>) => held[0]?.respond(response);
  return { store, lookup, held, start, read, respondToNext };
}

describe('PreviewLookup', () => {
  it('looks up two batches at a time and fills the counts in, as of the first lookup', async () => {
    const { held, start, read, respondToNext } = createLookupFixture();
    const times = ['10:43', '10:41', '10:42', '10:44'];

    await start();
    const inFlight: number[] = [];
    for (const time of times) {
      inFlight.push(held.length);
      await respondToNext(found(time));
    }

    expect(inFlight).to.deep.equal([2, 2, 2, 1]);
    expect(read()).to.deep.include({
      status: 'complete',
      lookedUp: 4,
      counts: { new: 4, active: 0, deleted: 0 },
      checkedAt: '10:41',
    });
  });

  it('shows partial counts while lookups run', async () => {
    const { start, read, respondToNext } = createLookupFixture();

    await start();
    await respondToNext(found('10:41'));

    expect(read()).to.deep.include({ status: 'running', lookedUp: 1, counts: { new: 1, active: 0, deleted: 0 } });
  });

  it('fails with the problem, cancels the other lookup, and continues with the missing IDs when started again', async () => {
    const { held, start, read, respondToNext } = createLookupFixture();

    await start();
    await respondToNext(found('10:41'));
    const others = [...held];
    await respondToNext(fail(throttled));
    expect(read()).to.deep.include({ status: 'failed', problem: throttled });
    expect(others.map(({ signal }) => signal.aborted)).to.deep.equal([true, true]);
    expect(held.map(({ ids }) => ids)).to.deep.equal(others.slice(1).map(({ ids }) => ids));

    held.length = 0;
    await start();
    expect([read()?.status, read()?.problem]).to.deep.equal(['running', undefined]);
    for (const time of ['10:45', '10:46', '10:47']) await respondToNext(found(time));

    expect(read()).to.deep.include({ status: 'complete', lookedUp: 4, checkedAt: '10:41' });
  });

  it('cancels its requests when it is stopped, and is not reported as failed', async () => {
    const { lookup, held, start, read } = createLookupFixture();
    await start();

    lookup.stop();
    await flushPromises();

    expect(held.map(({ signal }) => signal.aborted)).to.deep.equal([true, true]);
    expect(read()).to.deep.include({ status: 'running', lookedUp: 0 });
  });

  it('leaves a preview alone that was opened in the meantime', async () => {
    const { store, start, respondToNext } = createLookupFixture();
    await start();
    const { draft } = store.read();
    if (draft.step !== 'preview') throw new Error('The preview is not open.');
    const other = { ...draft, facts: { ...facts, importId: 'other' } };
    store.dispatch({ type: 'draft-changed', draft: other });

    await respondToNext(found('10:41'));
    await respondToNext(fail(throttled));

    expect(store.read().draft).to.equal(other);
  });
});
