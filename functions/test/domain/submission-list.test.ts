import { expect } from 'chai';
import { describe, it } from 'mocha';
import { epochMillis } from '#domain/instant.ts';
import { createSubmissionId } from '#domain/submission-id.ts';
import { firstIdOfMonth, listedMonths } from '#domain/submission-list.ts';

describe('listedMonths', () => {
  const now = epochMillis(Date.parse('2026-03-10T12:00:00.000Z'));
  const madeAt = (text: string) => createSubmissionId(epochMillis(Date.parse(text)), new Uint8Array(16));

  it('lists the months that the retention period touches, newest first', () => {
    expect(listedMonths(now, 9)).to.deep.equal(['2026-03']);
    expect(listedMonths(now, 10)).to.deep.equal(['2026-03', '2026-02']);
    expect(listedMonths(now, 90)).to.deep.equal(['2026-03', '2026-02', '2026-01', '2025-12']);
  });

  it('lists at most two months for a retention period of 30 days, and three on the first days of March', () => {
    const days = Array.from({ length: 365 }, (_, day) => epochMillis(Date.parse('2026-01-01') + day * 86_400_000));
    const withMore = days.filter((at) => listedMonths(at, 30).length > 2);

    expect(withMore.map((at) => new Date(at).toISOString().slice(5, 10))).to.deep.equal(['03-01', '03-02']);
    expect(withMore.map((at) => listedMonths(at, 30).length)).to.deep.equal([3, 3]);
  });

  it('starts at the month of the cursor', () => {
    expect(listedMonths(now, 90, madeAt('2026-01-31T23:59:59.999Z'))).to.deep.equal(['2026-01', '2025-12']);
  });

  it('starts at this month for a cursor in the future', () => {
    expect(listedMonths(now, 9, madeAt('9999-01-01T00:00:00.000Z'))).to.deep.equal(['2026-03']);
  });

  it('lists no month for a cursor before the retention limit', () => {
    expect(listedMonths(now, 30, madeAt('1970-01-01T00:00:00.000Z'))).to.deep.equal([]);
  });
});

describe('firstIdOfMonth', () => {
  it('returns the lowest ID of a submission that is received in that month', () => {
    const midnight = epochMillis(Date.parse('2026-03-01T00:00:00.000Z'));
    const lowest = createSubmissionId(midnight, new Uint8Array(16));
    const monthBefore = createSubmissionId(epochMillis(midnight - 1), new Uint8Array(16).fill(31));

    expect(firstIdOfMonth('2026-03')).to.equal(lowest);
    expect(monthBefore < lowest).to.equal(true);
  });
});
