import { expect } from 'chai';
import { describe, it } from 'mocha';
import { chooseLocale, createFormatting, formatMessage, formatParts, formatPlural } from '#lib/format.ts';

describe('formatMessage', () => {
  it('replaces every occurrence of a placeholder', () => {
    expect(formatMessage('{id} is {id}, added {date}.', { id: 'A-1', date: 'today' })).to.equal(
      'A-1 is A-1, added today.',
    );
  });

  it('does not interpret placeholders inside values', () => {
    expect(formatMessage('Added {id}', { id: '{id}' })).to.equal('Added {id}');
  });

  it('returns the parts separately, so that a value can be an element', () => {
    expect(formatParts('Deleted {id}', { id: 7 })).to.deep.equal(['Deleted ', 7]);
  });

  it('chooses the plural form for the count', () => {
    const texts = { one: '{n} ID', other: '{n} IDs' };

    expect([0, 1, 2].map((count) => formatPlural(texts, count, String(count)))).to.deep.equal([
      '0 IDs',
      '1 ID',
      '2 IDs',
    ]);
  });
});

const format = createFormatting('en-GB');
const now = new Date(2026, 10, 3, 14, 20, 9);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

describe('createFormatting', () => {
  it('formats today and yesterday as relative days and earlier dates as dates', () => {
    const shown = [at(2026, 10, 3, 0, 1), at(2026, 10, 2, 23, 59), at(2026, 10, 1, 8, 0), at(2025, 10, 1, 8, 0)];

    expect(shown.map((timestamp) => format.recent(timestamp, now))).to.deep.equal([
      'Today, 00:01',
      'Yesterday, 23:59',
      '1 Nov, 08:00',
      '1 Nov 2025, 08:00',
    ]);
    expect(shown.map((timestamp) => format.brief(timestamp, now))).to.deep.equal([
      '00:01',
      'Yesterday',
      '1 Nov',
      '1 Nov 2025',
    ]);
  });

  it('names the time zone of a zoned time', () => {
    const timestamp = at(2026, 10, 3, 14, 20);
    const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
      .formatToParts(new Date(timestamp))
      .find(({ type }) => type === 'timeZoneName')?.value;

    expect(format.zonedTime(timestamp)).to.equal(`3 Nov 2026, 14:20:00 ${zone}`);
  });

  it('formats durations from under a millisecond to hours', () => {
    const shown = [0, 1, 212, 999.6, 1100, 59_949, 59_960, 125_000, 3_599_600, 12_000_000].map((millis) =>
      format.duration(millis),
    );

    expect(shown.map((text) => text.replaceAll('\u00a0', ' '))).to.deep.equal([
      '< 1 ms',
      '1 ms',
      '212 ms',
      '1 s',
      '1.1 s',
      '59.9 s',
      '1 min 0 s',
      '2 min 5 s',
      '1 h 0 min',
      '3 h 20 min',
    ]);
  });
});

describe('chooseLocale', () => {
  it('keeps English of any region and otherwise uses English with the region of the first language', () => {
    const chosen = [['en-US', 'de'], ['en'], ['de-DE', 'de', 'en-US', 'en'], ['fr-CH'], ['de'], []].map(chooseLocale);

    expect(chosen).to.deep.equal(['en-US', 'en', 'en-DE', 'en-CH', 'en-DE', 'en-GB']);
  });

  it('ignores invalid language tags, which would otherwise prevent the page from loading', () => {
    const chosen = [['c'], ['en_US.UTF-8'], ['', 'de-DE'], ['posix']].map(chooseLocale);

    expect(chosen).to.deep.equal(['en-GB', 'en-GB', 'en-DE', 'en-GB']);
  });

  it('formats times without a leading zero only where the day has 12 hours', () => {
    const early = at(2026, 10, 3, 4, 43);
    const times = ['en-US', 'en-DE', 'en-GB'].map((tag) =>
      createFormatting(tag).brief(early, now).replace('\u202f', ' '),
    );

    expect(times).to.deep.equal(['4:43 AM', '04:43', '04:43']);
  });
});
