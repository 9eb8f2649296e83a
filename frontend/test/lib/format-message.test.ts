import { expect } from 'chai';
import { describe, it } from 'mocha';
import { formatMessage, formatParts, formatPlural } from '#lib/format-message.ts';

describe('A phrase', () => {
  it('puts each value in its place, as often as it is named', () => {
    expect(formatMessage('{id} is {id}, added {date}.', { id: 'A-1', date: 'today' })).to.equal(
      'A-1 is A-1, added today.',
    );
  });

  it('takes a value that looks like a slot as it is', () => {
    expect(formatMessage('Added {id}', { id: '{id}' })).to.equal('Added {id}');
  });

  it('keeps its parts apart, so that one can be an element', () => {
    expect(formatParts('Deleted {id}', { id: 7 })).to.deep.equal(['Deleted ', 7]);
  });

  it('follows the number', () => {
    const texts = { one: '{n} ID', other: '{n} IDs' };

    expect([0, 1, 2].map((count) => formatPlural(texts, count, String(count)))).to.deep.equal([
      '0 IDs',
      '1 ID',
      '2 IDs',
    ]);
  });
});
