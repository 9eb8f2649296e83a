import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkColumn } from '#features/import/columns.ts';
import { groupInvalid, toExcerpt } from '#features/import/invalid-groups.ts';

const findInvalid = (...texts: readonly string[]) =>
  checkColumn(
    texts.map((text, index) => ({ line: index + 1, cells: [text] })),
    { column: 0, hasHeader: false },
  ).invalid;

describe('groupInvalid', () => {
  it('groups invalid rows by reason, most frequent first, with at most three examples', () => {
    const rows = findInvalid('C7', 'A 1', 'A 2', 'A\u00a03', 'A 4', 'CUST/1', 'CUST-', 'x'.repeat(65), 'ab');

    const groups = groupInvalid(rows).map(({ reason, count, examples }) => [
      reason,
      count,
      examples.map(({ line }) => line),
    ]);

    expect(groups).to.deep.equal([
      ['space', 4, [2, 3, 4]],
      ['too-short', 2, [1, 9]],
      ['character', 1, [6]],
      ['ends', 1, [7]],
      ['too-long', 1, [8]],
    ]);
  });
});

describe('toExcerpt', () => {
  it('keeps the wrong character in the excerpt of a long text and returns its position there', () => {
    const [near, far] = findInvalid(`A/${'x'.repeat(100)}`, `${'x'.repeat(100)}/${'y'.repeat(100)}`);

    const shown = [near, far].map((row) => {
      const { text, position = 0 } = row ? toExcerpt(row.text, row.fault) : { text: '' };
      return [text.length, text[position - 1], text.at(0) === '…', text.at(-1) === '…'];
    });

    expect(shown).to.deep.equal([
      [49, '/', false, true],
      [50, '/', true, true],
    ]);
  });
});
