import { expect } from 'chai';
import { describe, it } from 'mocha';
import { formatMessage, formatParts, formatPlural } from '#lib/format-message.ts';

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
