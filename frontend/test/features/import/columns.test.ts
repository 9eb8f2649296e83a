import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkColumn, detectColumns } from '#features/import/columns.ts';
import type { NumberedRow } from '#lib/table.ts';

const rows = (...lines: readonly (readonly string[])[]): readonly NumberedRow[] =>
  lines.map((cells, index) => ({ line: index + 1, cells }));

describe('detectColumns', () => {
  it('takes the column names from a header row', () => {
    const { columns, hasHeader, likely } = detectColumns(
      rows(['country', 'customer_id'], ['DE', 'CUST-1'], ['FR', 'CUST-2']),
    );

    expect({ columns, hasHeader, likely }).to.deep.equal({
      columns: [
        { index: 0, name: 'country', examples: ['DE', 'FR'] },
        { index: 1, name: 'customer_id', examples: ['CUST-1', 'CUST-2'] },
      ],
      hasHeader: true,
      likely: 1,
    });
  });

  it('reports no header when the first row looks like the others', () => {
    const { columns, hasHeader } = detectColumns(rows(['CUST-1'], ['CUST-2'], ['CUST-3']));

    expect({ columns, hasHeader }).to.deep.equal({
      columns: [{ index: 0, name: undefined, examples: ['CUST-1', 'CUST-2', 'CUST-3'] }],
      hasHeader: false,
    });
  });

  it('treats an unknown name without digits above cells with digits as a header', () => {
    expect(detectColumns(rows(['Kundschaft'], ['K-1'], ['K-2'])).hasHeader).to.equal(true);
    expect(detectColumns(rows(['alpha'], ['beta'], ['gamma'])).hasHeader).to.equal(false);
  });

  it('lets the user override the detected header', () => {
    const table = rows(['CUST-1'], ['CUST-2']);

    expect([detectColumns(table, true).columns[0]?.name, detectColumns(table, false).columns[0]?.name]).to.deep.equal([
      'CUST-1',
      undefined,
    ]);
  });

  it('suggests the column with the most distinct IDs when no name is known', () => {
    expect(detectColumns(rows(['DE1', 'CUST-1'], ['DE1', 'CUST-2'], ['DE1', 'CUST-3'])).likely).to.equal(1);
  });

  it('suggests the column with the most specific name, regardless of position', () => {
    const table = rows(['No', 'ID', 'Customer number'], ['100', 'A-1', 'CUST-1'], ['101', 'A-2', 'CUST-2']);
    const withoutLast = table.map(({ line, cells }) => ({ line, cells: cells.slice(0, 2) }));

    expect([detectColumns(table).likely, detectColumns(withoutLast).likely]).to.deep.equal([2, 1]);
  });

  it('uses the width of most rows', () => {
    expect(detectColumns(rows(['A-1', 'x'], ['B-2', 'y'], ['C-3', 'z', 'extra'])).columns).to.have.lengthOf(2);
  });

  it('decides the width like checkColumn in a long file whose later rows are wider', () => {
    const good = Array.from({ length: 1_000 }, (_, index) => [`A-${index}`, 'Ann', 'DE']);
    const wider = Array.from({ length: 5_000 }, (_, index) => [`B-${index}`, 'Bo', 'Ulm', 'DE']);
    const table = rows(['customer_id', 'name', 'country'], ...good, ...wider);

    const { isHeaderShort, likely, hasHeader } = detectColumns(table);
    const { toSubmit, invalid } = checkColumn(table, { column: likely, hasHeader });

    expect({ isHeaderShort, submitted: toSubmit.length, invalid: invalid.length }).to.deep.equal({
      isHeaderShort: false,
      submitted: 1_000,
      invalid: 5_000,
    });
    expect(invalid[0]?.fault).to.deep.equal({ kind: 'row-width', cells: 4, expected: 3 });
  });
});
