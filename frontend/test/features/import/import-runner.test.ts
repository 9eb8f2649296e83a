import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isSettled, tallyOf } from '#features/import/import-state.ts';
import type { Problem } from '#lib/api/problem.ts';
import { fail, succeed } from '#lib/result.ts';
import { completed, createPlan, importFixture } from '#support/frontend/import-fixture.ts';

const keysOf = (sent: readonly { readonly key: string }[]): readonly string[] => sent.map(({ key }) => key);

const statesOf = ({ run }: ReturnType<typeof importFixture>): readonly string[] =>
  run().batches.map(({ state }) => state.kind);

describe('An import', () => {
  it('sends each batch once, with the key it was given before, and is done when all are recorded', async () => {
    const page = importFixture(createPlan(250));

    await page.runner.load();
    await page.settle();
    expect(page.sent.map(({ key, ids }) => [key, ids.length])).to.deep.equal([
      ['key-1', 100],
      ['key-2', 100],
      ['key-3', 50],
    ]);
    await page.pass(2_000);

    expect(tallyOf(page.run().batches)).to.include({ sent: 250, added: 250, inWorkflow: 0 });
    expect(isSettled(page.run())).to.equal(true);
    expect(await page.store.lists()).to.deep.equal([]);
  });

  it('lets the workflow catch up before it sends more', async () => {
    const page = importFixture(createPlan(4_000));
    page.world.look = () => succeed({ ...completed([]), status: 'received' });

    await page.runner.load();
    await page.settle();
    const atOnce = page.sent.length;
    await page.pass(29_000);
    const whileItIsSlow = page.sent.length;
    await page.pass(3_000);

    expect([atOnce, whileItIsSlow, page.sent.length]).to.deep.equal([25, 25, 40]);
  });

  it('keeps a batch without an answer to be retried, goes on with the others, and sends it again with its key', async () => {
    const page = importFixture(createPlan(300));
    page.world.failures.set('key-2', { kind: 'no-response' });

    await page.runner.load();
    await page.pass(2_000);
    expect(statesOf(page)).to.deep.equal(['recorded', 'to-retry', 'recorded']);
    page.world.failures.clear();
    await page.runner.retry(2);
    await page.pass(2_000);

    expect(keysOf(page.sent)).to.deep.equal(['key-1', 'key-2', 'key-3', 'key-2']);
    expect(isSettled(page.run())).to.equal(true);
  });

  it('leaves out for good what the registry rejects, and is done without it', async () => {
    const page = importFixture(createPlan(300));
    const problem: Problem = { kind: 'rejected', code: 'payload-too-large', detail: 'The body is too large.' };
    page.world.failures.set('key-2', problem);

    await page.runner.load();
    await page.pass(2_000);

    expect(keysOf(page.sent)).to.deep.equal(['key-1', 'key-2', 'key-3']);
    expect(page.run().batches[1]?.state).to.deep.equal({ kind: 'rejected', problem });
    expect(isSettled(page.run())).to.equal(true);
    expect((await page.store.lists()).map(({ number }) => number)).to.deep.equal([2]);
  });

  it('sends nothing more when the device keeps no step of it, knows what was submitted, and goes on when it does', async () => {
    const kept = importFixture(createPlan(1_000)).store;
    let isFull = true;
    const room = () => {
      if (isFull) throw new DOMException('There is no room.', 'QuotaExceededError');
    };
    const page = importFixture(createPlan(1_000), {
      ...kept,
      setBatch: async (batch) => {
        room();
        await kept.setBatch(batch);
      },
      setRecorded: async (batch, refused) => {
        room();
        await kept.setRecorded(batch, refused);
      },
    });

    await page.runner.load();
    await page.pass(60_000);
    expect([keysOf(page.sent), page.run().hold.kind]).to.deep.equal([['key-1', 'key-2'], 'not-kept']);
    expect(tallyOf(page.run().batches)).to.include({ sent: 200, added: 200, waiting: 800 });
    isFull = false;
    await page.runner.resume();
    await page.pass(60_000);

    expect(keysOf(page.sent)).to.have.lengthOf(10);
    expect(isSettled(page.run())).to.equal(true);
    expect((await kept.load())?.batches).to.deep.equal(page.run().batches);
  });

  it('still knows in which state it is when the device does not keep that it was stopped', async () => {
    const kept = importFixture(createPlan(4_000)).store;
    let isFull = true;
    const page = importFixture(createPlan(4_000), {
      ...kept,
      setIntent: async (intent) => {
        if (isFull) throw new DOMException('There is no room.', 'QuotaExceededError');
        await kept.setIntent(intent);
      },
    });
    await page.runner.load();
    await page.settle();

    await page.runner.stop();
    await page.pass(60_000);
    expect([page.run().intent, page.run().hold.kind, page.sent.length]).to.deep.equal(['stopped', 'not-kept', 25]);
    isFull = false;
    await page.runner.stop();

    expect([(await kept.load())?.intent, page.run().hold.kind]).to.deep.equal(['stopped', 'none']);
  });

  it('sends nothing of which the list is gone from the device', async () => {
    const page = importFixture(createPlan(300), {
      ...importFixture(createPlan(300)).store,
      list: async () => undefined,
    });

    await page.runner.load();
    await page.pass(60_000);

    expect([page.sent.length, page.run().hold.kind]).to.deep.equal([0, 'not-kept']);
    expect(tallyOf(page.run().batches).waiting).to.equal(300);
  });

  it('pauses by itself when batch after batch fails', async () => {
    const page = importFixture(createPlan(1_000));
    for (let number = 1; number <= 10; number += 1) page.world.failures.set(`key-${number}`, { kind: 'unavailable' });

    await page.runner.load();
    await page.pass(1_000);

    expect(page.run().intent).to.equal('paused');
    expect(page.sent.length).to.be.within(3, 4);
  });

  it('waits as long as the registry says when there were too many requests, and loses nothing', async () => {
    const page = importFixture(createPlan(200));
    page.world.failures.set('key-1', { kind: 'throttled', retryAfterSeconds: 30 });

    await page.runner.load();
    await page.settle();
    page.world.failures.clear();
    await page.pass(29_000);
    expect(keysOf(page.sent)).to.deep.equal(['key-1', 'key-2']);
    expect(page.run().hold).to.deep.equal({ kind: 'throttled', untilMillis: 30_000 });
    await page.pass(3_000);

    expect(keysOf(page.sent)).to.deep.equal(['key-1', 'key-2', 'key-1']);
    expect(isSettled(page.run())).to.equal(true);
  });

  it('keeps everything when the key is refused, and goes on with another', async () => {
    const page = importFixture(createPlan(200));
    page.world.failures.set('key-1', { kind: 'key-refused' });

    await page.runner.load();
    page.world.apiKey = undefined;
    await page.notify();
    await page.pass(60_000);
    expect(page.run().hold).to.deep.equal({ kind: 'no-key' });
    page.world.failures.clear();
    page.world.apiKey = 'another-key';
    await page.notify();
    await page.pass(2_000);

    expect(isSettled(page.run())).to.equal(true);
    expect(tallyOf(page.run().batches).added).to.equal(200);
  });

  it('sends nothing while offline and goes on when the connection is back', async () => {
    const page = importFixture(createPlan(100));
    page.world.isOnline = false;

    await page.runner.load();
    await page.pass(10_000);
    expect([page.sent.length, page.run().hold.kind]).to.deep.equal([0, 'offline']);
    page.world.isOnline = true;
    await page.notify();

    expect(page.sent.length).to.equal(1);
  });

  it('stops where it is told to, and sends no more after a reload either', async () => {
    const page = importFixture(createPlan(4_000));
    page.world.look = () => succeed({ ...completed([]), status: 'received' });
    await page.runner.load();
    await page.settle();

    await page.runner.stop();
    const reloaded = importFixture(createPlan(4_000), page.store);
    await reloaded.runner.load();
    await reloaded.pass(60_000);

    expect(page.sent.length).to.equal(25);
    expect(reloaded.sent.length).to.equal(0);
    expect(tallyOf(reloaded.run().batches)).to.include({ sent: 2_500, waiting: 1_500 });
  });

  it('stays paused after a reload', async () => {
    const page = importFixture(createPlan(300));
    await page.store.setIntent('paused');

    await page.runner.load();
    await page.pass(5_000);
    expect(page.sent.length).to.equal(0);
    await page.runner.resume();
    await page.pass(2_000);

    expect(tallyOf(page.run().batches).added).to.equal(300);
  });

  it('sends a batch again, with its key, whose answer the page did not live to see', async () => {
    const page = importFixture(createPlan(100));
    const neverAnswered = importFixture(createPlan(100), {
      ...page.store,
      setBatch: () => new Promise(() => undefined),
    });

    await neverAnswered.runner.load();
    await neverAnswered.settle();
    await page.runner.load();
    await page.settle();

    expect([keysOf(neverAnswered.sent), keysOf(page.sent)]).to.deep.equal([['key-1'], ['key-1']]);
  });

  it('waits for the tab that runs it, however often one tries to begin another, and then goes on', async () => {
    const turns: (() => void)[] = [];
    const page = importFixture(createPlan(100), undefined, {
      take: async () => false,
      wait: () => new Promise<void>((resolve) => void turns.push(resolve)),
      give: () => undefined,
    });

    void page.runner.load();
    await page.settle();
    const begun = [await page.runner.mayBegin(), await page.runner.mayBegin()];
    expect([begun, page.runner.read().status, page.sent.length]).to.deep.equal([[false, false], 'elsewhere', 0]);
    for (const give of turns) give();
    await page.settle();

    expect([turns.length, page.sent.length]).to.deep.equal([1, 1]);
  });

  it('gives the turn back when its plan could not be kept', async () => {
    const turns: string[] = [];
    const kept = importFixture(createPlan(1)).store;
    await kept.discard();
    const page = importFixture(createPlan(1), kept, {
      take: async () => turns.push('taken') > 0,
      wait: async () => undefined,
      give: () => void turns.push('given'),
    });

    await page.runner.mayBegin();
    await page.runner.load();

    expect(turns.at(-1)).to.equal('given');
    expect(page.runner.read()).to.deep.equal({ status: 'none' });
  });

  it('is none where the browser keeps nothing', async () => {
    const page = importFixture(createPlan(1), {
      ...importFixture(createPlan(1)).store,
      load: async () => {
        throw new Error('InvalidStateError');
      },
    });

    await page.runner.load();

    expect(page.runner.read()).to.deep.equal({ status: 'none' });
  });

  it('keeps what the workflow refused, with the line it came from', async () => {
    const page = importFixture(createPlan(2));
    page.world.look = () =>
      succeed({
        ...completed(['CUST-1', 'CUST-2']),
        counts: { submitted: 2, added: 1, existing: 0, invalid: 1 },
        results: [
          { id: 'CUST-1', outcome: 'added' },
          { id: 'CUST-2', outcome: 'invalid', reason: 'It is not wanted.' },
        ],
      });

    await page.runner.load();
    await page.pass(2_000);

    expect(await page.store.invalidRows()).to.deep.equal([{ line: 2, text: 'CUST-2', reason: 'It is not wanted.' }]);
  });

  it('ends with a submission whose workflow failed, and with one that the registry no longer knows', async () => {
    const page = importFixture(createPlan(200));
    page.world.look = ([first]) =>
      first === 'CUST-1'
        ? succeed({ ...completed([]), status: 'failed', failure: { reason: 'The table did not accept writes.' } })
        : fail({ kind: 'not-found', code: 'submission-not-found' });

    await page.runner.load();
    await page.pass(2_000);

    expect(page.run().batches.map(({ state }) => state)).to.deep.equal([
      { kind: 'failed', submissionId: 'submission of key-1', reason: 'The table did not accept writes.' },
      { kind: 'failed', submissionId: 'submission of key-2' },
    ]);
    expect(await page.store.lists()).to.have.lengthOf(2);
  });

  it('finds completed what had failed, once it was redriven and somebody comes to see the report', async () => {
    const page = importFixture(createPlan(200));
    page.world.look = () => succeed({ ...completed([]), status: 'failed', failure: { reason: 'Not written.' } });
    await page.runner.load();
    await page.pass(2_000);
    const before = tallyOf(page.run().batches).failed;

    await page.runner.refresh();
    expect([before, tallyOf(page.run().batches).failed]).to.deep.equal([200, 200]);
    page.world.look = (ids) => succeed(completed(ids));
    await Promise.all([page.runner.refresh(), page.runner.refresh()]);

    expect(tallyOf(page.run().batches)).to.include({ failed: 0, added: 200 });
    expect((await page.store.load())?.batches).to.deep.equal(page.run().batches);
    expect(await page.store.lists()).to.deep.equal([]);
  });

  it('gives way to the import that another tab has begun since, when its report is seen again', async () => {
    const page = importFixture(createPlan(100));
    page.world.look = () => succeed({ ...completed([]), status: 'failed', failure: { reason: 'Not written.' } });
    await page.runner.load();
    await page.pass(2_000);
    const plan = createPlan(50);

    await page.store.keep({ ...plan, facts: { ...plan.facts, importId: 'two' } });
    await page.runner.refresh();

    expect(page.run().facts.importId).to.equal('two');
  });

  it('removes no import but the one that its report is about', async () => {
    const page = importFixture(createPlan(100));
    await page.runner.load();
    await page.pass(2_000);
    const plan = createPlan(50);

    await page.store.keep({ ...plan, facts: { ...plan.facts, importId: 'two' } });
    await page.runner.discard();

    expect((await page.store.load())?.facts.importId).to.equal('two');
    expect(page.run().facts.importId).to.equal('two');
  });
});
