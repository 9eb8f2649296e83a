import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Batch } from '#lib/batches/batch-run.ts';
import { countDeletions, createDeleteRun, explainDeletionFailure, toDeletionPhase } from '#lib/batches/delete-run.ts';
import { createDeleteRegistry, createEnvironment } from '#support/frontend/delete-registry.ts';
import { numberedIds } from '#support/frontend/fixture.ts';

const nothing = async () => undefined;

/** Deletes `count` IDs, ten to a batch, of which the last is absent. */
function createFixture(count: number) {
  const ids = numberedIds('CUST-', count);
  const registry = createDeleteRegistry(new Map(ids.slice(0, -1).map((id) => [id, 'import'])));
  const { advance, environment } = createEnvironment();
  const batches = Array.from(
    { length: count / 10 },
    (_, index): Batch => ({
      number: index + 1,
      size: 10,
      state: { kind: 'waiting' },
    }),
  );
  let finished = 0;
  const run = createDeleteRun(batches, {
    ...environment,
    ...registry,
    submit: (number) =>
      registry.submitDeletion({ ids: ids.slice((number - 1) * 10, number * 10), label: 'List' }, `key-${number}`),
    repository: { saveIntent: nothing, saveBatch: nothing, saveRecorded: nothing },
    onFinished: () => {
      finished += 1;
    },
  });
  return { run, registry, advance, finished: () => finished, counts: () => countDeletions(run.read().batches) };
}

const none = { total: 50, deleted: 0, absent: 0, changed: 0, failed: 0, pending: 0 };

describe('A deletion in batches', () => {
  it('submits each batch once, and counts deleted and absent IDs', async () => {
    const { run, registry, advance, finished, counts } = createFixture(50);

    run.start();
    expect([toDeletionPhase(run.read()), counts()]).to.deep.equal(['running', { ...none, pending: 50 }]);
    await advance(3_000);

    expect(registry.sent.map(({ key }) => key)).to.deep.equal(['key-1', 'key-2', 'key-3', 'key-4', 'key-5']);
    expect([toDeletionPhase(run.read()), counts()]).to.deep.equal(['finished', { ...none, deleted: 49, absent: 1 }]);
    expect([finished(), registry.active.size]).to.deep.equal([1, 0]);
  });

  it('waits for the user after a lost response, and retries with the same key without a second submission', async () => {
    const { run, registry, advance, counts } = createFixture(50);
    registry.faults.set('key-2', 'lost');

    run.start();
    await advance(3_000);
    expect([toDeletionPhase(run.read()), explainDeletionFailure(run.read().batches)]).to.deep.equal([
      'needs-action',
      "We didn't get a response. It's safe to try again: it won't be deleted twice.",
    ]);
    expect(counts()).to.include({ deleted: 39, failed: 10 });
    registry.faults.clear();
    await run.retry();
    await advance(3_000);

    expect(registry.sent.filter(({ key }) => key === 'key-2')).to.have.lengthOf(2);
    expect([registry.submissions.size, counts()]).to.deep.equal([5, { ...none, deleted: 49, absent: 1 }]);
  });

  it('pauses after three consecutive failures, whatever their kinds', async () => {
    const { run, registry, advance } = createFixture(100);
    registry.faults.set('key-1', { kind: 'unavailable' });
    registry.faults.set('key-2', { kind: 'unavailable' });
    for (let number = 3; number <= 10; number += 1) registry.faults.set(`key-${number}`, { kind: 'rejected' });

    run.start();
    await advance(3_000);

    // The fourth was in flight when the third failed.
    expect(registry.sent.map(({ key }) => key)).to.deep.equal(['key-1', 'key-2', 'key-3', 'key-4']);
    expect([run.read().intent, toDeletionPhase(run.read())]).to.deep.equal(['paused', 'needs-action']);
  });

  it('retries the same submission after its workflow failed', async () => {
    const { run, registry, advance, counts } = createFixture(50);
    registry.faults.set('key-3', 'fails');

    run.start();
    await advance(3_000);
    expect(counts()).to.include({ deleted: 39, absent: 1, failed: 10 });
    await run.retry();
    await advance(3_000);

    expect(registry.retried).to.deep.equal(['submission of key-3']);
    expect([registry.sent.length, counts()]).to.deep.equal([5, { ...none, deleted: 49, absent: 1 }]);
  });

  it('sends nothing more after it was stopped, and the rest when it is resumed', async () => {
    const { run, registry, advance, counts } = createFixture(50);

    run.start();
    await run.stop();
    await advance(3_000);
    expect([toDeletionPhase(run.read()), counts()]).to.deep.equal(['finished', { ...none, deleted: 20, pending: 30 }]);
    await run.retry();
    await advance(3_000);

    expect([registry.sent.length, counts().pending]).to.deep.equal([5, 0]);
  });

  it('sends nothing after it was closed', async () => {
    const { run, registry, advance } = createFixture(50);

    run.close();
    run.start();
    await advance(3_000);

    expect(registry.sent).to.deep.equal([]);
  });
});
