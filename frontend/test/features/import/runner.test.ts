import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isSettled, tallyOf } from '#features/import/import-state.ts';
import { fail, succeed } from '#lib/result.ts';
import { completed, importWorld, planOf } from '#support/frontend/import-world.ts';

const keysOf = (sent: readonly { readonly key: string }[]): readonly string[] => sent.map(({ key }) => key);

const statesOf = ({ run }: ReturnType<typeof importWorld>): readonly string[] =>
  run().batches.map(({ state }) => state.kind);

describe('An import', () => {
  it('sends each batch once, with the key it was given before, and is done when all are recorded', async () => {
    const page = importWorld(planOf(250));

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
    const page = importWorld(planOf(4_000));
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
    const page = importWorld(planOf(300));
    page.world.failures.set('key-2', { kind: 'no-answer' });

    await page.runner.load();
    await page.pass(2_000);
    expect(statesOf(page)).to.deep.equal(['recorded', 'to-retry', 'recorded']);
    page.world.failures.clear();
    await page.runner.retry(2);
    await page.pass(2_000);

    expect(keysOf(page.sent)).to.deep.equal(['key-1', 'key-2', 'key-3', 'key-2']);
    expect(isSettled(page.run())).to.equal(true);
  });

  it('pauses by itself when batch after batch fails', async () => {
    const page = importWorld(planOf(1_000));
    for (let number = 1; number <= 10; number += 1) page.world.failures.set(`key-${number}`, { kind: 'unavailable' });

    await page.runner.load();
    await page.pass(1_000);

    expect(page.run().intent).to.equal('paused');
    expect(page.sent.length).to.be.within(3, 4);
  });

  it('waits as long as the registry says when there were too many requests, and loses nothing', async () => {
    const page = importWorld(planOf(200));
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
    const page = importWorld(planOf(200));
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
    const page = importWorld(planOf(100));
    page.world.isOnline = false;

    await page.runner.load();
    await page.pass(10_000);
    expect([page.sent.length, page.run().hold.kind]).to.deep.equal([0, 'offline']);
    page.world.isOnline = true;
    await page.notify();

    expect(page.sent.length).to.equal(1);
  });

  it('stops where it is told to, and sends no more after a reload either', async () => {
    const page = importWorld(planOf(4_000));
    page.world.look = () => succeed({ ...completed([]), status: 'received' });
    await page.runner.load();
    await page.settle();

    await page.runner.stop();
    const reloaded = importWorld(planOf(4_000), page.store);
    await reloaded.runner.load();
    await reloaded.pass(60_000);

    expect(page.sent.length).to.equal(25);
    expect(reloaded.sent.length).to.equal(0);
    expect(tallyOf(reloaded.run().batches)).to.include({ sent: 2_500, waiting: 1_500 });
  });

  it('stays paused after a reload', async () => {
    const page = importWorld(planOf(300));
    await page.store.setIntent('paused');

    await page.runner.load();
    await page.pass(5_000);
    expect(page.sent.length).to.equal(0);
    await page.runner.resume();
    await page.pass(2_000);

    expect(tallyOf(page.run().batches).added).to.equal(300);
  });

  it('sends a batch again, with its key, whose answer the page did not live to see', async () => {
    const page = importWorld(planOf(100));
    const neverAnswered = importWorld(planOf(100), { ...page.store, setBatch: () => new Promise(() => undefined) });

    await neverAnswered.runner.load();
    await neverAnswered.settle();
    await page.runner.load();
    await page.settle();

    expect([keysOf(neverAnswered.sent), keysOf(page.sent)]).to.deep.equal([['key-1'], ['key-1']]);
  });

  it('waits for the tab that runs it, however often one tries to begin another, and then goes on', async () => {
    const turns: (() => void)[] = [];
    const page = importWorld(planOf(100), undefined, {
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

  it('is none where the browser keeps nothing', async () => {
    const page = importWorld(planOf(1), {
      ...importWorld(planOf(1)).store,
      load: async () => {
        throw new Error('InvalidStateError');
      },
    });

    await page.runner.load();

    expect(page.runner.read()).to.deep.equal({ status: 'none' });
  });

  it('keeps what the workflow refused, with the line it came from', async () => {
    const page = importWorld(planOf(2));
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
    const page = importWorld(planOf(200));
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
});
