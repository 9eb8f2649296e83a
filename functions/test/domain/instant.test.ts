import { expect } from 'chai';
import { describe, it } from 'mocha';
import { daysAfter, epochMillis, isExpired, toExpiry, toTimestamp } from '#domain/instant.ts';

describe('instants', () => {
  it('formats timestamps in UTC with milliseconds', () => {
    expect(toTimestamp(epochMillis(1_767_225_600_007))).to.equal('2026-01-01T00:00:00.007Z');
  });

  it('rounds expiry up to whole seconds', () => {
    const expiry = toExpiry(epochMillis(1_500));

    expect({
      expiry,
      before: isExpired(expiry, epochMillis(1_999)),
      after: isExpired(expiry, epochMillis(2_000)),
    }).to.deep.equal({
      expiry: 2,
      before: false,
      after: true,
    });
  });

  it('counts a day as 24 hours', () => {
    expect(daysAfter(epochMillis(5), 16)).to.equal(5 + 16 * 24 * 3_600_000);
  });
});
