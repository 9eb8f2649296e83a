import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Sample, secondsLeft, withSample } from '#features/import/use-time-left.ts';

const seen = (...samples: readonly (readonly [seconds: number, done: number])[]): readonly Sample[] =>
  samples.reduce<readonly Sample[]>((all, [seconds, done]) => withSample(all, { atMillis: seconds * 1000, done }), []);

describe('The time that is left', () => {
  it('is what the rest takes at the pace of late', () => {
    expect(secondsLeft(seen([0, 0], [5, 500]), 1_000)).to.equal(10);
    expect(secondsLeft(seen([0, 0], [100, 100], [110, 1_100]), 1_000)).to.equal(10);
  });

  it('is not told before there is a pace', () => {
    expect([
      secondsLeft([], 100),
      secondsLeft(seen([0, 0], [1, 100]), 100),
      secondsLeft(seen([0, 100], [9, 100]), 100),
    ]).to.deep.equal([undefined, undefined, undefined]);
  });
});
