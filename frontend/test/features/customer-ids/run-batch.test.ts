import { expect } from 'chai';
import { describe, it } from 'mocha';
import { changeAll } from '#features/customer-ids/run-batch.ts';
import type { Problem } from '#lib/api/problem.ts';
import { fail, succeed } from '#lib/result.ts';

const items = Array.from({ length: 20 }, (_, index) => index);
const quietly = () => undefined;

describe('A change of many IDs', () => {
  it('changes each once, six at a time, and counts them', async () => {
    const begun: number[] = [];
    const counts: number[] = [];
    let running = 0;
    let runningMost = 0;
    const change = async (item: number) => {
      begun.push(item);
      running += 1;
      runningMost = Math.max(runningMost, running);
      await Promise.resolve();
      running -= 1;
      return succeed(item * 2);
    };

    const { done, left, problem } = await changeAll(items, change, (count) => counts.push(count));

    expect(begun).to.deep.equal(items);
    expect(runningMost).to.equal(6);
    expect(counts).to.deep.equal(items.map((item) => item + 1));
    expect(done.map(({ item, value }) => value === item * 2)).to.deep.equal(items.map(() => true));
    expect({ left, problem }).to.deep.equal({ left: [], problem: undefined });
  });

  it('goes on after a failure that concerns one ID alone', async () => {
    const change = async (item: number) => (item === 3 ? fail<Problem>({ kind: 'changed' }) : succeed(item));

    const { done, left, problem } = await changeAll(items, change, quietly);

    expect(done.length).to.equal(19);
    expect({ left, problem }).to.deep.equal({ left: [3], problem: { kind: 'changed' } });
  });

  it('begins no more when the registry refuses, and leaves all of those', async () => {
    const begun: number[] = [];
    const change = async (item: number) => {
      begun.push(item);
      await Promise.resolve();
      return item < 6 ? succeed(item) : fail<Problem>({ kind: 'unavailable' });
    };

    const { done, left, problem } = await changeAll(items, change, quietly);

    expect(done.map(({ item }) => item)).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect([...left].sort((a, b) => a - b)).to.deep.equal(items.slice(6));
    expect(begun.length).to.be.lessThan(13);
    expect(problem).to.deep.equal({ kind: 'unavailable' });
  });

  it('has nothing to do with nothing', async () => {
    expect(await changeAll([], async () => succeed(1), quietly)).to.deep.equal({
      done: [],
      left: [],
      problem: undefined,
    });
  });
});
