import { expect } from 'chai';
import { describe, it } from 'mocha';
import { runBatch } from '#features/customer-ids/run-batch.ts';
import type { Problem } from '#lib/api/problem.ts';
import { fail, succeed } from '#lib/domain.ts';

const items = Array.from({ length: 20 }, (_, index) => index);
const ignoreProgress = () => undefined;

describe('runBatch', () => {
  it('runs every item once, six at a time, and reports progress', async () => {
    const started: number[] = [];
    const counts: number[] = [];
    let running = 0;
    let runningMax = 0;
    const run = async (item: number) => {
      started.push(item);
      running += 1;
      runningMax = Math.max(runningMax, running);
      await Promise.resolve();
      running -= 1;
      return succeed(item * 2);
    };

    const { succeeded, failed, problem } = await runBatch(items, run, (count) => counts.push(count));

    expect(started).to.deep.equal(items);
    expect(runningMax).to.equal(6);
    expect(counts).to.deep.equal(items.map((item) => item + 1));
    expect(succeeded.map(({ item, value }) => value === item * 2)).to.deep.equal(items.map(() => true));
    expect({ failed, problem }).to.deep.equal({ failed: [], problem: undefined });
  });

  it('continues after a failure of a single item', async () => {
    const run = async (item: number) => (item === 3 ? fail<Problem>({ kind: 'changed' }) : succeed(item));

    const { succeeded, failed, problem } = await runBatch(items, run, ignoreProgress);

    expect(succeeded.length).to.equal(19);
    expect({ failed, problem }).to.deep.equal({ failed: [3], problem: { kind: 'changed' } });
  });

  it('starts no more items once the registry is unavailable, and reports those as failed', async () => {
    const started: number[] = [];
    const run = async (item: number) => {
      started.push(item);
      await Promise.resolve();
      return item < 6 ? succeed(item) : fail<Problem>({ kind: 'unavailable' });
    };

    const { succeeded, failed, problem } = await runBatch(items, run, ignoreProgress);

    expect(succeeded.map(({ item }) => item)).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect([...failed].sort((a, b) => a - b)).to.deep.equal(items.slice(6));
    expect(started.length).to.be.lessThan(13);
    expect(problem).to.deep.equal({ kind: 'unavailable' });
  });

  it('starts no more items once it is stopped, and reports the rest neither as done nor as failed', async () => {
    const controller = new AbortController();
    const run = async (item: number) => {
      if (item === 5) controller.abort();
      await Promise.resolve();
      return succeed(item);
    };

    const { succeeded, failed, problem } = await runBatch(items, run, ignoreProgress, controller.signal);

    expect(succeeded.map(({ item }) => item)).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect({ failed, problem }).to.deep.equal({ failed: [], problem: undefined });
  });

  it('reports only the started items as failed if the registry becomes unavailable after a stop', async () => {
    const controller = new AbortController();
    const run = async (item: number) => {
      if (item === 5) controller.abort();
      await Promise.resolve();
      return item < 5 ? succeed(item) : fail<Problem>({ kind: 'unavailable' });
    };

    const { succeeded, failed } = await runBatch(items, run, ignoreProgress, controller.signal);

    expect(succeeded.map(({ item }) => item)).to.deep.equal([0, 1, 2, 3, 4]);
    expect(failed).to.deep.equal([5]);
  });

  it('resolves for an empty batch', async () => {
    expect(await runBatch([], async () => succeed(1), ignoreProgress)).to.deep.equal({
      succeeded: [],
      failed: [],
      problem: undefined,
    });
  });
});
