import { idNameRanks, rankIdName } from '#lib/column-name.ts';
import { type CustomerId, parseCustomerId } from '#lib/domain.ts';
import { findFirstRow, readCell } from '#lib/header.ts';
import { columnCount, filledWidth, type NumberedRow } from '#lib/table.ts';
import { countRounded, type ImportFault, parseIdCell } from './id-cell.ts';

export interface Column {
  readonly index: number;
  readonly name: string | undefined;
  readonly examples: readonly string[];
  /** A first cell that could be an ID as well as the name. */
  readonly unclearCell?: { readonly line: number; readonly text: string };
}

export interface Columns {
  readonly columns: readonly Column[];
  readonly hasHeader: boolean;
  /** The index of the column that most likely contains the IDs. */
  readonly likely: number;
  /** No column, or more than one, has the name of an ID column. */
  readonly isGuess: boolean;
  /** Titles and comments, which are skipped. */
  readonly rowsAboveHeader: number;
  /** Most rows have more cells than the header. */
  readonly isHeaderShort: boolean;
}

export interface Choice {
  readonly column: number;
  readonly hasHeader: boolean;
}

export interface InvalidRow {
  readonly line: number;
  readonly text: string;
  readonly fault: ImportFault;
  /** The cells of the row, if it has more than one, so that it can be fixed in the download of failed rows. */
  readonly cells?: readonly string[];
}

/** Without the other cells of its row: they are customer data, and nothing about a valid ID needs fixing. */
export interface FoundId {
  readonly id: CustomerId;
  /** The first line that contains the ID. */
  readonly line: number;
}

/** Each row is counted in exactly one of these, except that `rounded` counts IDs of `toSubmit`. */
export interface Checked {
  readonly toSubmit: readonly FoundId[];
  readonly invalid: readonly InvalidRow[];
  /** IDs are compared in canonical form, so case does not matter. */
  readonly repeated: number;
  readonly withoutId: number;
  readonly rounded: number;
}

const sampleRows = 1_000;
const examplesMax = 3;

/** A file, divided. The widths come from its first rows, so that the columns shown and the rows checked agree. */
export interface Table {
  readonly rowsAboveHeader: number;
  readonly header: NumberedRow | undefined;
  readonly data: readonly NumberedRow[];
  /** The number of cells of a complete row. */
  readonly width: number;
  readonly isHeaderShort: boolean;
}

export function divideTable(rows: readonly NumberedRow[], hasHeader: boolean): Table {
  const headerIndex = hasHeader ? findFirstRow(rows.slice(0, sampleRows)).index : -1;
  const header = rows[headerIndex];
  const data = rows.slice(headerIndex + 1);
  const named = header?.cells.length ?? 0;
  const sample = rows.slice(headerIndex + 1, sampleRows);
  const usual = columnCount(sample.map(({ cells }) => (header ? cells.slice(0, filledWidth(cells)) : cells)));
  const isHeaderShort = header !== undefined && usual > named;
  const width = header && !isHeaderShort ? named : usual;
  return { rowsAboveHeader: Math.max(headerIndex, 0), header, data, width, isHeaderShort };
}

interface Content {
  readonly index: number;
  readonly isMostlyIds: boolean;
  /** Distinct, because a column of country codes has many valid IDs but few distinct ones. */
  readonly distinctIds: number;
  /** Dates and amounts can be valid IDs, but contain no letters. */
  readonly lettersAndDigits: number;
}

function inspectColumn(rows: readonly NumberedRow[], index: number): Content {
  const cells = rows.map((row) => readCell(row, index)).filter((cell) => cell !== '');
  const ids = cells.map(parseCustomerId).flatMap((id) => (id.ok ? [id.value] : []));
  return {
    index,
    isMostlyIds: ids.length > cells.length / 2,
    distinctIds: new Set(ids).size,
    lettersAndDigits: ids.filter((id) => /\d/.test(id) && /[A-Z]/.test(id)).length,
  };
}

function findBest(contents: readonly Content[]): number {
  const [best] = contents.toSorted(
    (one, other) => other.distinctIds - one.distinctIds || other.lettersAndDigits - one.lettersAndDigits,
  );
  return best?.index ?? 0;
}

/** A certain name decides. Another name decides above cells that look like IDs. A short header decides nothing. */
function findLikelyColumn(
  columns: readonly Column[],
  rows: readonly NumberedRow[],
  isHeaderShort: boolean,
): Pick<Columns, 'likely' | 'isGuess'> {
  const contents = columns.map(({ index, name = '' }) => ({ rank: rankIdName(name), ...inspectColumn(rows, index) }));
  const isGuess = columns.length > 1;
  for (const rank of isHeaderShort ? [] : idNameRanks.filter((each) => each !== 'none')) {
    const isCertain = rank === 'customer-id' || rank === 'id';
    const named = contents.filter((content) => content.rank === rank && (isCertain || content.isMostlyIds));
    if (named.length > 0) return { likely: findBest(named), isGuess: isCertain ? named.length > 1 : isGuess };
  }
  return { likely: findBest(contents), isGuess };
}

function readUnclearCell(row: NumberedRow | undefined, index: number): Pick<Column, 'unclearCell'> {
  const text = row ? readCell(row, index) : '';
  return row && !/\d/.test(text) && parseIdCell(text).ok ? { unclearCell: { line: row.line, text } } : {};
}

/** Inspects the first rows. `hasHeader` overrides the detection. */
export function detectColumns(rows: readonly NumberedRow[], hasHeader?: boolean): Columns {
  const sample = rows.slice(0, sampleRows);
  const first = findFirstRow(sample);
  const isFirstHeader = hasHeader ?? first.isHeader;
  const { header, data, width, rowsAboveHeader, isHeaderShort } = divideTable(sample, isFirstHeader);
  const filledMax = Math.max(1, ...sample.map(({ cells }) => filledWidth(cells)));
  const columns = Array.from({ length: Math.min(width, filledMax) }, (_, index) => ({
    index,
    name: header && (readCell(header, index) || undefined),
    examples: data
      .map((row) => readCell(row, index))
      .filter((cell) => cell !== '')
      .slice(0, examplesMax),
    ...readUnclearCell(first.isUnclear ? sample[first.index] : undefined, index),
  }));
  const complete = isHeaderShort ? data.filter(({ cells }) => cells.length >= width) : data;
  const { likely, isGuess } = findLikelyColumn(columns, complete, isHeaderShort);
  return {
    columns,
    hasHeader: isFirstHeader,
    likely,
    isGuess,
    rowsAboveHeader,
    isHeaderShort,
  };
}

const keepCells = ({ cells }: NumberedRow): Pick<InvalidRow, 'cells'> => (cells.length > 1 ? { cells } : {});

function findWidthFault({ cells }: NumberedRow, { width, isHeaderShort }: Table): ImportFault | undefined {
  const filled = filledWidth(cells);
  const isWrong = filled > width || (isHeaderShort && cells.length < width);
  return isWrong ? { kind: 'row-width', cells: filled, expected: width } : undefined;
}

/** The preview shows this result and the import sends it. */
export function checkColumn(rows: readonly NumberedRow[], { column, hasHeader }: Choice): Checked {
  const table = divideTable(rows, hasHeader);
  const found = new Map<CustomerId, FoundId>();
  const invalid: InvalidRow[] = [];
  let repeated = 0;
  let withoutId = 0;
  for (const row of table.data) {
    const text = readCell(row, column);
    const id = parseIdCell(text);
    const fault = findWidthFault(row, table);
    if (fault) invalid.push({ line: row.line, text: row.cells.join(' | '), fault, ...keepCells(row) });
    else if (text === '') withoutId += 1;
    else if (!id.ok) invalid.push({ line: row.line, text, fault: id.failure, ...keepCells(row) });
    else if (found.has(id.value)) repeated += 1;
    else found.set(id.value, { id: id.value, line: row.line });
  }
  return { toSubmit: [...found.values()], invalid, repeated, withoutId, rounded: countRounded([...found.keys()]) };
}
