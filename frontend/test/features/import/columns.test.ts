import { expect } from 'chai';
import { describe, it } from 'mocha';
import { columnsOf } from '#features/import/columns.ts';
import type { Row } from '#lib/read-csv.ts';

const rows = (...lines: readonly (readonly string[])[]): readonly Row[] =>
  lines.map((cells, index) => ({ line: index + 1, cells }));

describe('The columns of a table', () => {
  it('have the names of the first row, which is then no row of IDs', () => {
    const { columns, hasHeader, likely } = columnsOf(
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

  it('have no names when the first row looks like the others', () => {
    const { columns, hasHeader } = columnsOf(rows(['CUST-1'], ['CUST-2'], ['CUST-3']));

    expect({ columns, hasHeader }).to.deep.equal({
      columns: [{ index: 0, name: undefined, examples: ['CUST-1', 'CUST-2', 'CUST-3'] }],
      hasHeader: false,
    });
  });

  it('know a name without digits above cells with digits, whatever it says', () => {
    expect(columnsOf(rows(['Kundschaft'], ['K-1'], ['K-2'])).hasHeader).to.equal(true);
    expect(columnsOf(rows(['alpha'], ['beta'], ['gamma'])).hasHeader).to.equal(false);
  });

  it('are what the person says they are', () => {
    const table = rows(['CUST-1'], ['CUST-2']);

    expect([columnsOf(table, true).columns[0]?.name, columnsOf(table, false).columns[0]?.name]).to.deep.equal([
      'CUST-1',
      undefined,
    ]);
  });

  it('offer the one with the most different IDs first when no name tells', () => {
    expect(columnsOf(rows(['DE1', 'CUST-1'], ['DE1', 'CUST-2'], ['DE1', 'CUST-3'])).likely).to.equal(1);
  });

  it('offer the one whose name tells most first, wherever it stands', () => {
    const table = rows(['No', 'ID', 'Customer number'], ['100', 'A-1', 'CUST-1'], ['101', 'A-2', 'CUST-2']);
    const withoutLast = table.map(({ line, cells }) => ({ line, cells: cells.slice(0, 2) }));

    expect([columnsOf(table).likely, columnsOf(withoutLast).likely]).to.deep.equal([2, 1]);
  });

  it('are as many as most rows have', () => {
    expect(columnsOf(rows(['A-1', 'x'], ['B-2', 'y'], ['C-3', 'z', 'extra'])).columns).to.have.lengthOf(2);
  });
});
