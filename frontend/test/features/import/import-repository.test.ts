import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createImportStore } from '#features/import/import-store.ts';
import type { Batch } from '#lib/batches/batch-run.ts';
import { createWriteBuffer } from '#lib/batches/batch-scheduler.ts';
import { createPlan } from '#support/frontend/import-fixture.ts';
import { memoryImportRepository } from '#support/frontend/memory-import-repository.ts';

const accepted: Batch = { number: 1, size: 1, state: { kind: 'accepted', submissionId: 'one' } };
const failed: Batch = { number: 1, size: 1, state: { kind: 'failed', submissionId: 'one' } };

function createBufferFixture() {
  const plan = createPlan(1);
  const repository = memoryImportRepository(plan);
  const device = { isFull: true };
  const store = createImportStore();
  store.dispatch({
    type: 'import-loaded',
    stored: { facts: plan.facts, intent: 'running', batches: [] },
    atMillis: 0,
  });
  const saveBatch = async (batch: Batch) => {
    if (device.isFull) throw new DOMException('Quota exceeded', 'QuotaExceededError');
    await repository.saveBatch(batch);
  };
  const buffer = createWriteBuffer({ ...repository, saveBatch, saveRecorded: saveBatch }, store);
  return { buffer, device, repository, hasUnsavedWrites: () => store.readRun()?.hasUnsavedWrites };
}

describe('WriteBuffer', () => {
  it('reports a failed write to the store and stores only the latest state of a batch on flush', async () => {
    const { buffer, device, repository, hasUnsavedWrites } = createBufferFixture();

    await buffer.repository.saveBatch(accepted);
    await buffer.repository.saveBatch(failed);
    expect(hasUnsavedWrites()).to.equal(true);
    device.isFull = false;
    await buffer.flush();

    expect(hasUnsavedWrites()).to.equal(false);
    expect((await repository.load())?.batches).to.deep.equal([failed]);
  });

  it('keeps a write pending when the flush fails', async () => {
    const { buffer, hasUnsavedWrites } = createBufferFixture();

    await buffer.repository.saveBatch(accepted);
    await buffer.flush();

    expect(hasUnsavedWrites()).to.equal(true);
  });

  it('does not write what was pending before clear', async () => {
    const { buffer, device, repository } = createBufferFixture();

    await buffer.repository.saveBatch(accepted);
    buffer.clear();
    device.isFull = false;
    await buffer.flush();

    expect((await repository.load())?.batches[0]?.state).to.deep.equal({ kind: 'waiting' });
  });
});
