import { type CustomerId, type CustomerIdFault, parseCustomerId } from '#lib/customer-id.ts';
import type { Row } from '#lib/read-csv.ts';
import { cellOf } from './columns.ts';

/** The whole row, where there is more of it than the ID: who repairs a row needs to know whose it is. */
type WithCells = { readonly cells?: readonly string[] };

export type InvalidRow = WithCells & { readonly line: number; readonly text: string; readonly fault: CustomerIdFault };

/** An ID in its canonical form, and the first line of the file that names it. */
export type FoundId = WithCells & { readonly id: CustomerId; readonly line: number };

/** Every row is in exactly one of these. */
export type Checked = {
  readonly toSubmit: readonly FoundId[];
  readonly invalid: readonly InvalidRow[];
  /** Rows whose ID an earlier row has named, in whatever case. */
  readonly repeated: number;
  /** Rows that hold something, but nothing in this column. */
  readonly withoutId: number;
};

export type Choice = { readonly column: number; readonly hasHeader: boolean };

const cellsToKeep = ({ cells }: Row): WithCells => (cells.length > 1 ? { cells } : {});

/** What would be sent and what would be left out: the preview shows this, and the run sends this. */
export function checkColumn(rows: readonly Row[], { column, hasHeader }: Choice): Checked {
  const found = new Map<CustomerId, FoundId>();
  const invalid: InvalidRow[] = [];
  let repeated = 0;
  let withoutId = 0;
  for (const row of hasHeader ? rows.slice(1) : rows) {
    const text = cellOf(row, column);
    const id = parseCustomerId(text);
    if (text === '') withoutId += 1;
    else if (!id.ok) invalid.push({ line: row.line, text, fault: id.failure, ...cellsToKeep(row) });
    else if (found.has(id.value)) repeated += 1;
    else found.set(id.value, { id: id.value, line: row.line, ...cellsToKeep(row) });
  }
  return { toSubmit: [...found.values()], invalid, repeated, withoutId };
}
