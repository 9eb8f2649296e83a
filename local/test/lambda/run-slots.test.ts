import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { type RunSlot, RunSlots } from '#local/lambda/run-slots.ts';

const limits = { busyMax: 1, runningMax: 3, queueMax: 2, waitMillisMax: 60_000 };
const computing = { isWaiting: () => false };
const waitingForStore = { isWaiting: () => true };

describe('the run slots that all functions share', () => {
  let slots = new RunSlots(limits);
  afterEach(() => slots.stop());

  const startSlots = (changes: Partial<typeof limits> = {}) => {
    slots = new RunSlots({ ...limits, ...changes });
  };
  const takeSlot = async (environment = computing): Promise<RunSlot> => {
    const slot = await slots.acquire(false);
    if (!slot) throw new Error('There is no slot.');
    slot.occupy(environment);
    return slot;
  };

  it('serve those who wait in order of arrival, whether they can be refused or not', async () => {
    startSlots();
    const first = await takeSlot();
    const served: number[] = [];
    const callers = [true, false, true].map(async (canBeRefused, index) => {
      const slot = await slots.acquire(canBeRefused);
      served.push(index);
      slot?.release();
    });

    first.release();
    await Promise.all(callers);

    expect(served).to.deep.equal([0, 1, 2]);
  });

  it('refuse a request at once when the queue is full, but never an asynchronous invocation or a workflow task', async () => {
    startSlots();
    const first = await takeSlot();
    const queued = [slots.acquire(true), slots.acquire(true)];
    const task = slots.acquire(false);

    const refused = await slots.acquire(true);
    first.release();
    for (const caller of queued) (await caller)?.release();

    expect(refused).to.equal(undefined);
    expect(await task).to.not.equal(undefined);
  });

  it('refuse a request that has waited for too long, and let a task wait', async () => {
    startSlots({ waitMillisMax: 1 });
    const first = await takeSlot();
    const task = slots.acquire(false);

    const refused = await slots.acquire(true);
    first.release();

    expect(refused).to.equal(undefined);
    expect(await task).to.not.equal(undefined);
  });

  it('do not count invocations that wait for the store as busy, up to a limit', async () => {
    startSlots();
    await takeSlot(waitingForStore);
    const others = [takeSlot(waitingForStore), takeSlot(waitingForStore)];
    let isServed = false;
    const beyondLimit = slots.acquire(false).finally(() => {
      isServed = true;
    });

    const [second] = await Promise.all(others);

    expect(isServed).to.equal(false);
    second?.release();
    slots.stop();
    await beyondLimit;
  });

  it('keep others waiting while an invocation computes, however long it takes', async () => {
    startSlots({ waitMillisMax: 600 });
    await takeSlot(computing);

    // Refused only after several checks for invocations that wait.
    expect(await slots.acquire(true)).to.equal(undefined);
  });

  it('return to the lower limit once invocations no longer wait', async () => {
    startSlots({ waitMillisMax: 600 });
    const first = await takeSlot(waitingForStore);
    await takeSlot(computing);
    first.release();

    expect(await slots.acquire(true)).to.equal(undefined);
  });
});
