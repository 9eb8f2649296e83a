import { expect } from 'chai';
import { describe, it } from 'mocha';
import { addSample, type Sample, secondsLeft } from '#features/import/use-time-left.ts';

const collect = (...samples: readonly (readonly [seconds: number, done: number])[]): readonly Sample[] =>
  samples.reduce<readonly Sample[]>((all, [seconds, done]) => addSample(all, { atMillis: seconds * 1000, done }), []);

describe('secondsLeft', () => {
  it('estimates from the speed of the last 15 seconds', () => {
    expect(secondsLeft(collect([0, 0], [5, 500]), 1_000)).to.equal(10);
    expect(secondsLeft(collect([0, 0], [100, 100], [110, 1_100]), 1_000)).to.equal(10);
  });

  it('is undefined without progress over at least two seconds', () => {
    expect([
      secondsLeft([], 100),
      secondsLeft(collect([0, 0], [1, 100]), 100),
      secondsLeft(collect([0, 100], [9, 100]), 100),
    ]).to.deep.equal([undefined, undefined, undefined]);
  });
});
