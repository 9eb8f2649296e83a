import { expect } from 'chai';
import { describe, it } from 'mocha';
import { epochMillis } from '#domain/instant.ts';
import { createSubmissionId } from '#domain/submission-id.ts';
import { firstIdOfDay, listedDays } from '#domain/submission-list.ts';

describe('listedDays', () => {
  const now = epochMillis(Date.parse('2026-03-10T12:00:00.000Z'));
  const madeAt = (text: string) => createSubmissionId(epochMillis(Date.parse(text)), new Uint8Array(16));

  it('lists today first, then windows of a week up to the retention limit', () => {
    expect(listedDays(now, 9, undefined)).to.deep.equal([
      ['2026-03-10'],
      ['2026-03-09', '2026-03-08', '2026-03-07', '2026-03-06', '2026-03-05', '2026-03-04', '2026-03-03'],
      ['2026-03-02', '2026-03-01'],
    ]);
  });

  it('start at the day of the cursor', () => {
    expect(listedDays(now, 9, madeAt('2026-03-02T00:00:00.000Z'))).to.deep.equal([['2026-03-02'], ['2026-03-01']]);
  });

  it('start today for a cursor in the future', () => {
    expect(listedDays(now, 0, madeAt('9999-01-01T00:00:00.000Z'))).to.deep.equal([['2026-03-10']]);
  });

  it('returns no windows for a cursor before the retention limit', () => {
    expect(listedDays(now, 30, madeAt('1970-01-01T00:00:00.000Z'))).to.deep.equal([]);
  });
});

describe('firstIdOfDay', () => {
  it('returns the lowest ID of a submission that is received on that day', () => {
    const midnight = epochMillis(Date.parse('2026-03-10T00:00:00.000Z'));
    const lowest = createSubmissionId(midnight, new Uint8Array(16));
    const dayBefore = createSubmissionId(epochMillis(midnight - 1), new Uint8Array(16).fill(31));

    expect(firstIdOfDay('2026-03-10')).to.equal(lowest);
    expect(dayBefore < lowest).to.equal(true);
  });
});
