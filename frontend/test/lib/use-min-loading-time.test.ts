import { expect } from 'chai';
import { describe, it } from 'mocha';
import { remainingLoadingMillis } from '#lib/use-min-loading-time.ts';

describe('A skeleton', () => {
  it('is not held when loading was too fast to show it', () => {
    expect([0, 150, 200].map(remainingLoadingMillis)).to.deep.equal([0, 0, 0]);
  });

  it('stays for 300 ms in all once it is shown', () => {
    expect([201, 300, 499].map(remainingLoadingMillis)).to.deep.equal([299, 200, 1]);
    expect([500, 5_000].map(remainingLoadingMillis)).to.deep.equal([0, 0]);
  });
});
