import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseCustomerId } from '#domain/customer-id.ts';
import { inBatches } from '#features/import/batches.ts';
import { type Checked, checkColumn } from '#features/import/check-column.ts';
import { parseSubmissionRequest } from '#http/submission-request.ts';
import type { Row } from '#lib/read-csv.ts';
import { holds } from '#support/functions/property.ts';

const inOneColumn = (texts: readonly string[]): readonly Row[] =>
  texts.map((text, index) => ({ line: index + 1, cells: [text] }));

const check = (texts: readonly string[]): Checked => checkColumn(inOneColumn(texts), { column: 0, hasHeader: false });

/** IDs, near misses and anything else; few enough that some are repeated. */
const cell = fc.oneof(
  fc.stringMatching(/^[A-Ca-c0-2_-]{1,4}$/),
  fc.stringMatching(/^ ?[A-C]{3,66} ?$/),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

describe('Checking a column', () => {
  it('tells what is sent from what is wrong, repeated or not there, and keeps the rows it belongs to', () => {
    const rows: readonly Row[] = [
      { line: 1, cells: ['customer_id', 'country'] },
      { line: 2, cells: [' cust-1 ', 'DE'] },
      { line: 3, cells: ['CUST 2', 'DE'] },
      { line: 4, cells: ['CUST-1', 'FR'] },
      { line: 6, cells: ['', 'FR'] },
      { line: 7, cells: ['000123', 'FR'] },
    ];

    expect(checkColumn(rows, { column: 0, hasHeader: true })).to.deep.equal({
      toSubmit: [
        { id: 'CUST-1', line: 2, cells: [' cust-1 ', 'DE'] },
        { id: '000123', line: 7, cells: ['000123', 'FR'] },
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
    });
  });

  it('puts each row in exactly one place', () => {
    holds(
      fc.property(fc.array(cell, { maxLength: 60 }), (texts) => {
        const { toSubmit, invalid, repeated, withoutId } = check(texts);
        expect(toSubmit.length + invalid.length + repeated + withoutId).to.equal(texts.length);
      }),
    );
  });

  it('sends every ID that the workflow takes, once and in its canonical form, and no other', () => {
    holds(
      fc.property(fc.array(cell, { maxLength: 60 }), (texts) => {
        const { toSubmit, invalid } = check(texts);
        const taken = texts.map((text) => parseCustomerId(text.trim())).flatMap((id) => (id.ok ? [id.value] : []));

        expect(toSubmit.map(({ id }) => id)).to.deep.equal([...new Set(taken)]);
        expect(invalid.filter(({ text }) => parseCustomerId(text).ok)).to.deep.equal([]);
      }),
    );
  });

  it('sends batches that the registry accepts and the workflow finds nothing wrong with', () => {
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
