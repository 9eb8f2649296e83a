import { expect } from 'chai';
import { describe, it } from 'mocha';
import { remainingLoadingMillis } from '#lib/timers.ts';

describe('remainingLoadingMillis', () => {
  it('returns 0 when loading finished before the skeleton appeared', () => {
    expect([0, 150, 200].map(remainingLoadingMillis)).to.deep.equal([0, 0, 0]);
  });

  it('shows a visible skeleton for at least 300 ms', () => {
    expect([201, 300, 499].map(remainingLoadingMillis)).to.deep.equal([299, 200, 1]);
    expect([500, 5_000].map(remainingLoadingMillis)).to.deep.equal([0, 0]);
  });
});
