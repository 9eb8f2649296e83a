import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseCustomerId } from '#domain/customer-id.ts';
import { type Checked, checkColumn } from '#features/import/columns.ts';
import { parseSubmissionRequest } from '#http/submission-request.ts';
import { inBatches } from '#lib/batches/in-batches.ts';
import { isIdColumnName } from '#lib/column-name.ts';
import { unwrapId } from '#lib/id-text.ts';
import type { NumberedRow } from '#lib/table.ts';
import { holds } from '#support/functions/property.ts';

const toRows = (texts: readonly string[]): readonly NumberedRow[] =>
  texts.map((text, index) => ({ line: index + 1, cells: [text] }));

const check = (texts: readonly string[]): Checked => checkColumn(toRows(texts), { column: 0, hasHeader: false });

/** IDs, near misses and arbitrary text, from a small range so that duplicates occur. */
const cell = fc.oneof(
  fc.stringMatching(/^[A-Ca-c0-2_-]{1,4}$/),
  fc.stringMatching(/^ ?[A-C]{3,66} ?$/),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

describe('checkColumn', () => {
  it('separates IDs to submit from invalid, repeated and empty cells, and keeps the cells of invalid rows only', () => {
    const rows: readonly NumberedRow[] = [
      { line: 1, cells: ['customer_id', 'country'] },
      { line: 2, cells: [' cust-1 ', 'DE'] },
      { line: 3, cells: ['CUST 2', 'DE'] },
      { line: 4, cells: ['CUST-1', 'FR'] },
      { line: 6, cells: ['', 'FR'] },
      { line: 7, cells: ['000123', 'FR'] },
    ];

    expect(checkColumn(rows, { column: 0, hasHeader: true })).to.deep.equal({
      toSubmit: [
        { id: 'CUST-1', line: 2 },
        { id: '000123', line: 7 },
      ],
      invalid: [
        {
          line: 3,
          text: 'CUST 2',
          fault: { kind: 'wrong-character', character: ' ', position: 5 },
          cells: ['CUST 2', 'DE'],
        },
      ],
      repeated: 1,
      withoutId: 1,
      rounded: 0,
    });
  });

  it('counts each row exactly once', () => {
    holds(
      fc.property(fc.array(cell, { maxLength: 60 }), (texts) => {
        const { toSubmit, invalid, repeated, withoutId } = check(texts);
        expect(toSubmit.length + invalid.length + repeated + withoutId).to.equal(texts.length);
      }),
    );
  });

  it('submits every ID that the workflow accepts and that is no column name, once and in canonical form', () => {
    holds(
      fc.property(fc.array(cell, { maxLength: 60 }), (texts) => {
        const { toSubmit, invalid } = check(texts);
        const unwrapped = texts.map(unwrapId).filter((text) => !isIdColumnName(text));
        const taken = unwrapped.map(parseCustomerId).flatMap((id) => (id.ok ? [id.value] : []));

        expect(toSubmit.map(({ id }) => id)).to.deep.equal([...new Set(taken)]);
        expect(invalid.filter(({ text }) => parseCustomerId(text).ok && !isIdColumnName(text))).to.deep.equal([]);
      }),
    );
  });

  it('creates batches that the API and the workflow accept', () => {
    const many = fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{3,64}$/), { minLength: 95, maxLength: 210 });
    holds(
      fc.property(many, (texts) => {
        const ids = check(texts).toSubmit.map(({ id }) => id);
        const batches = inBatches(ids);

        expect(batches.flat()).to.deep.equal(ids);
        expect(batches.filter((batch) => !parseSubmissionRequest({ ids: batch }).ok)).to.deep.equal([]);
        expect(batches.filter((batch) => JSON.stringify({ ids: batch }).length > 16 * 1024)).to.deep.equal([]);
        expect(batches.flat().filter((id) => !parseCustomerId(id).ok)).to.deep.equal([]);
      }),
    );
  });
});
