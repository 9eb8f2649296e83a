import { type CustomerId, type CustomerIdFault, parseCustomerId } from '#lib/domain.ts';
import { columnCount, type NumberedRow } from '#lib/table.ts';

export interface Column {
  readonly index: number;
  readonly name: string | undefined;
  readonly examples: readonly string[];
}

export interface Columns {
  readonly columns: readonly Column[];
  readonly hasHeader: boolean;
  /** The index of the column that most likely contains the IDs. */
  readonly likely: number;
}

export interface Choice {
  readonly column: number;
  readonly hasHeader: boolean;
}

/** The cells of the row, if it has more than one, so that a download of failed rows is complete. */
interface WithCells {
  readonly cells?: readonly string[];
}

export interface InvalidRow extends WithCells {
  readonly line: number;
  readonly text: string;
  readonly fault: CustomerIdFault;
}

export interface FoundId extends WithCells {
  readonly id: CustomerId;
  /** The first line that contains the ID. */
  readonly line: number;
}

/** Each row is counted in exactly one of these. */
export interface Checked {
  readonly toSubmit: readonly FoundId[];
  readonly invalid: readonly InvalidRow[];
  /** IDs are compared in canonical form, so case does not matter. */
  readonly repeated: number;
  readonly withoutId: number;
}

export const sampleRows = 1_000;
const examplesMax = 3;

/** The most specific name first: a column named "no" may contain row numbers. */
const idNames = [
  /^(customer|kunden?|client)[\s_-]*(ids?|nr|no|number|nummer)$/i,
  /^ids?$/i,
  /^(nr|no|number|nummer)$/i,
];

export const readCell = ({ cells }: NumberedRow, index: number): string => (cells[index] ?? '').trim();

const hasDigit = (text: string): boolean => /\d/.test(text);

/** A header contains a known name, or a name without digits above cells with digits. */
function isHeader([first, ...others]: readonly NumberedRow[], width: number): boolean {
  if (!first) return false;
  const names = Array.from({ length: width }, (_, index) => readCell(first, index));
  return names.some((name, index) => {
    const below = others.map((row) => readCell(row, index)).filter((cell) => cell !== '');
    const withDigit = below.filter(hasDigit).length;
    return (
      idNames.some((pattern) => pattern.test(name)) || (name !== '' && !hasDigit(name) && withDigit > below.length / 2)
    );
  });
}

/** Distinct, because a column of country codes has many valid IDs but few distinct ones. */
const countDistinctIds = (rows: readonly NumberedRow[], index: number): number =>
  new Set(rows.map((row) => parseCustomerId(readCell(row, index))).flatMap((id) => (id.ok ? [id.value] : []))).size;

function findLikelyColumn(columns: readonly Column[], rows: readonly NumberedRow[]): number {
  for (const pattern of idNames) {
    const named = columns.find(({ name }) => name !== undefined && pattern.test(name));
    if (named) return named.index;
  }
  const counts = columns.map(({ index }) => countDistinctIds(rows, index));
  return counts.indexOf(Math.max(...counts));
}

function toColumn(rows: readonly NumberedRow[], index: number, name: string | undefined): Column {
  const filled = rows.map((row) => readCell(row, index)).filter((cell) => cell !== '');
  return { index, name, examples: filled.slice(0, examplesMax) };
}

/** Inspects the first rows. `hasHeader` overrides the detection. */
export function detectColumns(rows: readonly NumberedRow[], hasHeader?: boolean): Columns {
  const sample = rows.slice(0, sampleRows);
  const width = columnCount(sample.map(({ cells }) => cells));
  const isFirstHeader = hasHeader ?? isHeader(sample, width);
  const [first] = sample;
  const below = isFirstHeader ? sample.slice(1) : sample;
  const columns = Array.from({ length: width }, (_, index) =>
    toColumn(below, index, isFirstHeader && first ? readCell(first, index) || undefined : undefined),
  );
  return { columns, hasHeader: isFirstHeader, likely: findLikelyColumn(columns, below) };
}

const keepCells = ({ cells }: NumberedRow): WithCells => (cells.length > 1 ? { cells } : {});

/** The preview shows this result and the import sends it. */
export function checkColumn(rows: readonly NumberedRow[], { column, hasHeader }: Choice): Checked {
  const found = new Map<CustomerId, FoundId>();
  const invalid: InvalidRow[] = [];
  let repeated = 0;
  let withoutId = 0;
  for (const row of hasHeader ? rows.slice(1) : rows) {
    const text = readCell(row, column);
    const id = parseCustomerId(text);
    if (text === '') withoutId += 1;
    else if (!id.ok) invalid.push({ line: row.line, text, fault: id.failure, ...keepCells(row) });
    else if (found.has(id.value)) repeated += 1;
    else found.set(id.value, { id: id.value, line: row.line, ...keepCells(row) });
  }
  return { toSubmit: [...found.values()], invalid, repeated, withoutId };
}
