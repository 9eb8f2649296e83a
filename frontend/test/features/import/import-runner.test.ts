import { expect } from 'chai';
import { describe, it } from 'mocha';
import { reportCounts, tallyBatches } from '#features/import/tally.ts';
import type { Problem } from '#lib/api/problem.ts';
import { isFinished } from '#lib/batches/batch-run.ts';
import { fail, succeed } from '#lib/domain.ts';
import {
  completed,
  createPlan,
  failed,
  flushPromises,
  importFixture,
  running,
} from '#support/frontend/import-fixture.ts';

const listKeys = (sent: readonly { readonly key: string }[]): readonly string[] => sent.map(({ key }) => key);

const listStates = ({ run }: ReturnType<typeof importFixture>): readonly string[] =>
  run().batches.map(({ state }) => state.kind);

describe('ImportRunner', () => {
  it('sends each batch once with its stored idempotency key and finishes when all are recorded', async () => {
    const page = importFixture(createPlan(250));

    await page.runner.load();
    await flushPromises();
    expect(page.sent.map(({ key, ids }) => [key, ids.length])).to.deep.equal([
      ['key-1', 100],
      ['key-2', 100],
      ['key-3', 50],
    ]);
    await page.advance(2_000);

    expect(tallyBatches(page.run().batches)).to.include({ sent: 250, added: 250, inWorkflow: 0 });
    expect(isFinished(page.run())).to.equal(true);
    expect(await page.repository.loadBatchLists()).to.deep.equal([]);
  });

  it('labels every submission of an import, unless an earlier release stored the import without a label', async () => {
    const plan = createPlan(250);
    const labelled = importFixture({ ...plan, facts: { ...plan.facts, label: 'list.csv' } });
    const storedEarlier = importFixture(plan);

    await Promise.all([labelled.runner.load(), storedEarlier.runner.load()]);
    await flushPromises();

    expect(labelled.sent.map(({ label }) => label)).to.deep.equal(['list.csv', 'list.csv', 'list.csv']);
    // Another body with a stored idempotency key would be rejected.
    expect(storedEarlier.sent.map((request) => Object.keys(request))).to.deep.equal(Array(3).fill(['key', 'ids']));
  });

  it('stops sending while 25 batches are unrecorded for less than 30 seconds', async () => {
    const page = importFixture(createPlan(4_000));
    page.registry.getSubmission = () => succeed(running);

    await page.runner.load();
    await flushPromises();
    const atOnce = page.sent.length;
    await page.advance(29_000);
    const whileItIsSlow = page.sent.length;
    await page.advance(3_000);

    expect([atOnce, whileItIsSlow, page.sent.length]).to.deep.equal([25, 25, 40]);
  });

  it('retries a batch without a response automatically with the same idempotency key, and sends the others first', async () => {
    const page = importFixture(createPlan(300));
    page.registry.failures.set('key-2', { kind: 'no-response' });

    await page.runner.load();
    await page.advance(1_500);
    expect(listStates(page)).to.deep.equal(['recorded', 'to-retry', 'recorded']);
    expect(page.run().blocked?.kind).to.equal('retry-delay');
    page.registry.failures.clear();
    await page.advance(3_000);

    expect(listKeys(page.sent)).to.deep.equal(['key-1', 'key-2', 'key-3', 'key-2']);
    expect(isFinished(page.run())).to.equal(true);
  });

  it('repairs itself after an outage: probes with one batch at a growing interval, then sends each batch once', async () => {
    const page = importFixture(createPlan(1_000));
    for (let number = 3; number <= 10; number += 1)
      page.registry.failures.set(`key-${number}`, { kind: 'no-response' });

    await page.runner.load();
    await page.advance(600_000);
    const failed = page.sent.slice(2).map(({ key }) => key);
    expect(failed.slice(0, 9)).to.deep.equal([
      'key-3',
      'key-4',
      'key-5',
      'key-6',
      'key-3',
      'key-4',
      'key-5',
      'key-6',
      'key-3',
    ]);
    // After 2, 5, 15 and 30 seconds, and then every 60 seconds.
    expect(failed.length - 4).to.be.within(12, 13);
    expect([page.run().intent, page.run().blocked?.kind]).to.deep.equal(['running', 'retry-delay']);
    const before = page.sent.length;
    page.registry.failures.clear();
    await page.advance(62_000);

    expect(tallyBatches(page.run().batches)).to.include({ added: 1_000, toRetry: 0 });
    expect(isFinished(page.run())).to.equal(true);
    expect(listKeys(page.sent.slice(before)).toSorted()).to.deep.equal(
      [3, 4, 5, 6, 7, 8, 9, 10].map((number) => `key-${number}`).toSorted(),
    );
  });

  it('records every other batch although one never gets a response, even after an outage', async () => {
    const page = importFixture(createPlan(1_000));
    for (let number = 3; number <= 10; number += 1)
      page.registry.failures.set(`key-${number}`, { kind: 'no-response' });
    await page.runner.load();
    await page.advance(60_000);

    page.registry.failures = new Map([['key-3', { kind: 'no-response' }]]);
    await page.advance(600_000);

    expect(listStates(page)).to.deep.equal(Array(10).fill('recorded').with(2, 'to-retry'));
  });

  it('keeps IDs uncertain whose batch got no response and then waits for the connection, capacity or a key', async () => {
    const problems: readonly Problem[] = [{ kind: 'offline' }, { kind: 'throttled' }, { kind: 'key-refused' }];
    for (const problem of problems) {
      const page = importFixture(createPlan(100));
      page.registry.failures.set('key-1', { kind: 'no-response' });
      await page.runner.load();
      await page.advance(1_000);
      page.registry.failures.set('key-1', problem);

      await page.runner.resume();
      await flushPromises();

      expect([listStates(page), reportCounts(page.run()).uncertain], problem.kind).to.deep.equal([['waiting'], 100]);
      expect((await page.repository.load())?.batches).to.deep.equal(page.run().batches);
    }
  });

  it('keeps IDs uncertain whose batch got no response and then fails for another reason', async () => {
    const page = importFixture(createPlan(100));
    page.registry.failures.set('key-1', { kind: 'no-response' });
    await page.runner.load();
    await page.advance(1_000);
    page.registry.failures.set('key-1', { kind: 'unavailable' });

    await page.runner.resume();
    await page.advance(1_000);

    expect([listStates(page), page.sent.length]).to.deep.equal([['to-retry'], 2]);
    expect(reportCounts(page.run()).uncertain).to.equal(100);
  });

  it('keeps IDs uncertain that are waiting to be sent again when the user stops', async () => {
    const page = importFixture(createPlan(100));
    page.registry.failures.set('key-1', { kind: 'no-response' });
    await page.runner.load();
    await page.advance(1_000);
    page.registry.isOnline = false;

    await page.runner.resume();
    await page.runner.stop();

    expect(reportCounts(page.run())).to.include({ notSent: 100, uncertain: 100 });
  });

  it('probes at once when the user retries during an outage, and stops probing while it is paused', async () => {
    const page = importFixture(createPlan(1_000));
    for (let number = 1; number <= 10; number += 1)
      page.registry.failures.set(`key-${number}`, { kind: 'unavailable' });
    await page.runner.load();
    await page.advance(1_000);
    const before = page.sent.length;

    await page.runner.resume();
    await flushPromises();
    const retried = page.sent.length - before;
    await page.runner.pause();
    await page.advance(600_000);

    expect([retried, page.sent.length - before - retried, page.run().intent]).to.deep.equal([4, 0, 'paused']);
  });

  it('includes the failed batches when it is resumed', async () => {
    const page = importFixture(createPlan(300));
    page.registry.failures.set('key-2', { kind: 'no-response' });
    await page.runner.load();
    await page.advance(1_500);
    await page.runner.pause();
    page.registry.failures.clear();

    await page.runner.resume();
    await page.advance(2_000);

    expect(listKeys(page.sent)).to.deep.equal(['key-1', 'key-2', 'key-3', 'key-2']);
    expect(isFinished(page.run())).to.equal(true);
  });

  it('finishes without a batch that the registry rejects permanently', async () => {
    const page = importFixture(createPlan(300));
    const problem: Problem = { kind: 'rejected', code: 'payload-too-large', detail: 'The body is too large.' };
    page.registry.failures.set('key-2', problem);

    await page.runner.load();
    await page.advance(2_000);

    expect(listKeys(page.sent)).to.deep.equal(['key-1', 'key-2', 'key-3']);
    expect(page.run().batches[1]?.state).to.deep.equal({ kind: 'rejected', problem });
    expect(isFinished(page.run())).to.equal(true);
    expect((await page.repository.loadBatchLists()).map(({ number }) => number)).to.deep.equal([2]);
  });

  it('stops sending while IndexedDB writes fail, and resumes once the buffered writes are stored', async () => {
    const stored = importFixture(createPlan(1_000)).repository;
    let isFull = true;
    const failIfFull = () => {
      if (isFull) throw new DOMException('Quota exceeded', 'QuotaExceededError');
    };
    const page = importFixture(createPlan(1_000), {
      ...stored,
      saveBatch: async (batch) => {
        failIfFull();
        await stored.saveBatch(batch);
      },
      saveRecorded: async (batch, refused) => {
        failIfFull();
        await stored.saveRecorded(batch, refused);
      },
    });

    await page.runner.load();
    await page.advance(60_000);
    expect([listKeys(page.sent), page.run().blocked?.kind]).to.deep.equal([['key-1', 'key-2'], 'storage-failed']);
    expect(tallyBatches(page.run().batches)).to.include({ sent: 200, added: 200, waiting: 800 });
    isFull = false;
    await page.runner.resume();
    await page.advance(60_000);

    expect(listKeys(page.sent)).to.have.lengthOf(10);
    expect(isFinished(page.run())).to.equal(true);
    expect((await stored.load())?.batches).to.deep.equal(page.run().batches);
  });

  it('stays stopped when storing the stop fails, and stores it on the next attempt', async () => {
    const stored = importFixture(createPlan(4_000)).repository;
    let isFull = true;
    const page = importFixture(createPlan(4_000), {
      ...stored,
      saveIntent: async (intent) => {
        if (isFull) throw new DOMException('Quota exceeded', 'QuotaExceededError');
        await stored.saveIntent(intent);
      },
    });
    await page.runner.load();
    await flushPromises();

    await page.runner.stop();
    await page.advance(60_000);
    expect([page.run().intent, page.run().blocked?.kind, page.sent.length]).to.deep.equal([
      'stopped',
      'storage-failed',
      25,
    ]);
    isFull = false;
    await page.runner.stop();

    expect([(await stored.load())?.intent, page.run().blocked?.kind]).to.deep.equal(['stopped', undefined]);
  });

  it('sends nothing when the stored IDs of a batch are missing', async () => {
    const page = importFixture(createPlan(300), {
      ...importFixture(createPlan(300)).repository,
      loadBatchList: async () => undefined,
    });

    await page.runner.load();
    await page.advance(60_000);

    expect([page.sent.length, page.run().blocked?.kind]).to.deep.equal([0, 'storage-failed']);
    expect(tallyBatches(page.run().batches).waiting).to.equal(300);
  });

  it('pauses automatically after the registry rejected three batches in a row', async () => {
    const page = importFixture(createPlan(1_000));
    for (let number = 1; number <= 10; number += 1) page.registry.failures.set(`key-${number}`, { kind: 'rejected' });

    await page.runner.load();
    await page.advance(1_000);

    expect(page.run().intent).to.equal('paused');
    expect(page.sent.length).to.be.within(3, 4);
  });

  it('waits for Retry-After when throttled, then sends the throttled batch again', async () => {
    const page = importFixture(createPlan(200));
    page.registry.failures.set('key-1', { kind: 'throttled', retryAfterSeconds: 30 });

    await page.runner.load();
    await flushPromises();
    page.registry.failures.clear();
    await page.advance(29_000);
    expect(listKeys(page.sent)).to.deep.equal(['key-1', 'key-2']);
    expect(page.run().blocked).to.deep.equal({ kind: 'throttled', untilMillis: 30_000 });
    await page.advance(3_000);

    expect(listKeys(page.sent)).to.deep.equal(['key-1', 'key-2', 'key-1']);
    expect(isFinished(page.run())).to.equal(true);
  });

  it('waits while the API key is rejected and finishes with a new key', async () => {
    const page = importFixture(createPlan(200));
    page.registry.failures.set('key-1', { kind: 'key-refused' });

    await page.runner.load();
    page.registry.apiKey = undefined;
    await page.notify();
    await page.advance(60_000);
    expect(page.run().blocked).to.deep.equal({ kind: 'no-key' });
    page.registry.failures.clear();
    page.registry.apiKey = 'another-key';
    await page.notify();
    await page.advance(2_000);

    expect(isFinished(page.run())).to.equal(true);
    expect(tallyBatches(page.run().batches).added).to.equal(200);
  });

  it('sends nothing while offline and resumes when online', async () => {
    const page = importFixture(createPlan(100));
    page.registry.isOnline = false;

    await page.runner.load();
    await page.advance(10_000);
    expect([page.sent.length, page.run().blocked?.kind]).to.deep.equal([0, 'offline']);
    page.registry.isOnline = true;
    await page.notify();

    expect(page.sent.length).to.equal(1);
  });

  it('sends nothing after Stop, even after a reload', async () => {
    const page = importFixture(createPlan(4_000));
    page.registry.getSubmission = () => succeed(running);
    await page.runner.load();
    await flushPromises();

    await page.runner.stop();
    const reloaded = importFixture(createPlan(4_000), page.repository);
    await reloaded.runner.load();
    await reloaded.advance(60_000);

    expect(page.sent.length).to.equal(25);
    expect(reloaded.sent.length).to.equal(0);
    expect(tallyBatches(reloaded.run().batches)).to.include({ sent: 2_500, waiting: 1_500 });
  });

  it('stays paused after a reload until it is resumed', async () => {
    const page = importFixture(createPlan(300));
    await page.repository.saveIntent('paused');

    await page.runner.load();
    await page.advance(5_000);
    expect(page.sent.length).to.equal(0);
    await page.runner.resume();
    await page.advance(2_000);

    expect(tallyBatches(page.run().batches).added).to.equal(300);
  });

  it('resends a batch with the same idempotency key when the page closed before the response was stored', async () => {
    const page = importFixture(createPlan(100));
    const closed = importFixture(createPlan(100), {
      ...page.repository,
      saveBatch: () => new Promise(() => undefined),
    });

    await closed.runner.load();
    await flushPromises();
    await page.runner.load();
    await flushPromises();

    expect([listKeys(closed.sent), listKeys(page.sent)]).to.deep.equal([['key-1'], ['key-1']]);
  });

  it('waits for the tab that holds the lock, queueing once, and then runs the import', async () => {
    const grants: (() => void)[] = [];
    const page = importFixture(createPlan(100), undefined, {
      acquire: async () => false,
      wait: () => new Promise<void>((resolve) => void grants.push(resolve)),
      release: () => undefined,
    });

    void page.runner.load();
    await flushPromises();
    const begun = [await page.runner.acquireLock(), await page.runner.acquireLock()];
    expect([begun, page.readSession().status, page.sent.length]).to.deep.equal([[false, false], 'other-tab', 0]);
    for (const grant of grants) grant();
    await flushPromises();

    expect([grants.length, page.sent.length]).to.deep.equal([1, 1]);
  });

  it('releases the tab lock when no import is stored', async () => {
    const events: string[] = [];
    const stored = importFixture(createPlan(1)).repository;
    await stored.discard();
    const page = importFixture(createPlan(1), stored, {
      acquire: async () => events.push('acquired') > 0,
      wait: async () => undefined,
      release: () => void events.push('released'),
    });

    await page.runner.acquireLock();
    await page.runner.load();

    expect(events.at(-1)).to.equal('released');
    expect(page.readSession()).to.deep.equal({ status: 'none' });
  });

  it('purges an import that was stored more than seven days ago, and sends nothing', async () => {
    const day = 24 * 60 * 60 * 1000;
    const storedFor = async (days: number) => {
      const plan = createPlan(1);
      const page = importFixture({ ...plan, facts: { ...plan.facts, storedAtMillis: -days * day } });
      await page.runner.load();
      await flushPromises();
      return [page.readSession().status, page.sent.length, (await page.repository.load()) !== undefined];
    };

    expect(await storedFor(7)).to.deep.equal(['active', 1, true]);
    expect(await storedFor(7.01)).to.deep.equal(['none', 0, false]);
  });

  it('reports no import when IndexedDB is unavailable', async () => {
    const page = importFixture(createPlan(1), {
      ...importFixture(createPlan(1)).repository,
      load: async () => {
        throw new Error('InvalidStateError');
      },
    });

    await page.runner.load();

    expect(page.readSession()).to.deep.equal({ status: 'none' });
  });

  it('stores the IDs that the workflow found invalid with their line numbers', async () => {
    const page = importFixture(createPlan(2));
    page.registry.getSubmission = () =>
      succeed({
        ...completed(['CUST-1', 'CUST-2']),
        counts: { submitted: 2, added: 1, existing: 0, invalid: 1 },
        results: [
          { id: 'CUST-1', outcome: 'added' },
          { id: 'CUST-2', outcome: 'invalid', reason: 'It is not wanted.' },
        ],
      });

    await page.runner.load();
    await page.advance(2_000);

    expect(await page.repository.loadInvalidRows()).to.deep.equal([
      { line: 2, text: 'CUST-2', reason: 'It is not wanted.' },
    ]);
  });

  it('finishes when a submission failed or is unknown to the registry, and keeps their IDs', async () => {
    const page = importFixture(createPlan(200));
    page.registry.getSubmission = ([first]) =>
      first === 'CUST-1'
        ? succeed(failed('The table did not accept writes.'))
        : fail({ kind: 'not-found', code: 'submission-not-found' });

    await page.runner.load();
    await page.advance(2_000);

    expect(page.run().batches.map(({ state }) => state)).to.deep.equal([
      { kind: 'failed', submissionId: 'submission of key-1', reason: 'The table did not accept writes.' },
      { kind: 'failed', submissionId: 'submission of key-2' },
    ]);
    expect(await page.repository.loadBatchLists()).to.have.lengthOf(2);
  });

  it('records a failed submission that was redriven when the report is refreshed', async () => {
    const page = importFixture(createPlan(200));
    page.registry.getSubmission = () => succeed(failed('Not written.'));
    await page.runner.load();
    await page.advance(2_000);
    const before = tallyBatches(page.run().batches).failed;

    await page.runner.refresh();
    expect([before, tallyBatches(page.run().batches).failed]).to.deep.equal([200, 200]);
    page.registry.getSubmission = (ids) => succeed(completed(ids));
    await Promise.all([page.runner.refresh(), page.runner.refresh()]);

    expect(tallyBatches(page.run().batches)).to.include({ failed: 0, added: 200 });
    expect((await page.repository.load())?.batches).to.deep.equal(page.run().batches);
    expect(await page.repository.loadBatchLists()).to.deep.equal([]);
  });

  it('shows the import that another tab stored when the report is refreshed', async () => {
    const page = importFixture(createPlan(100));
    page.registry.getSubmission = () => succeed(failed('Not written.'));
    await page.runner.load();
    await page.advance(2_000);
    const plan = createPlan(50);

    await page.repository.savePlan({ ...plan, facts: { ...plan.facts, importId: 'two' } });
    await page.runner.refresh();

    expect(page.run().facts.importId).to.equal('two');
  });

  it('does not discard an import that another tab stored', async () => {
    const page = importFixture(createPlan(100));
    await page.runner.load();
    await page.advance(2_000);
    const plan = createPlan(50);

    await page.repository.savePlan({ ...plan, facts: { ...plan.facts, importId: 'two' } });
    await page.runner.discard();

    expect((await page.repository.load())?.facts.importId).to.equal('two');
    expect(page.run().facts.importId).to.equal('two');
  });
});
