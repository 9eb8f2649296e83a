import { parseCustomerId } from '#lib/customer-id.ts';
import type { Row } from '#lib/read-csv.ts';
import { widthOf } from '#lib/table.ts';

export type Column = {
  readonly index: number;
  /** What the first row calls it, when that is a row of names. */
  readonly name: string | undefined;
  readonly examples: readonly string[];
};

export type Columns = {
  readonly columns: readonly Column[];
  readonly hasHeader: boolean;
  /** The one that most likely holds the IDs. */
  readonly likely: number;
};

const sampleRows = 1_000;
const examplesShown = 3;

/** What columns of IDs are called, the most telling first: a bare number may well be that of the row. */
const idNames = [
  /^(customer|kunden?|client)[\s_-]*(ids?|nr|no|number|nummer)$/i,
  /^ids?$/i,
  /^(nr|no|number|nummer)$/i,
];

export const cellOf = ({ cells }: Row, index: number): string => (cells[index] ?? '').trim();

const hasDigit = (text: string): boolean => /\d/.test(text);

/** Names have no digits where the cells below them do; or it is a name that we know. */
function isHeader([first, ...others]: readonly Row[], width: number): boolean {
  if (!first) return false;
  const names = Array.from({ length: width }, (_, index) => cellOf(first, index));
  return names.some((name, index) => {
    const below = others.map((row) => cellOf(row, index)).filter((cell) => cell !== '');
    const withDigit = below.filter(hasDigit).length;
    return (
      idNames.some((pattern) => pattern.test(name)) || (name !== '' && !hasDigit(name) && withDigit > below.length / 2)
    );
  });
}

/** Different valid IDs: a column of countries has many valid texts and few different ones. */
const differentIds = (rows: readonly Row[], index: number): number =>
  new Set(rows.map((row) => parseCustomerId(cellOf(row, index))).flatMap((id) => (id.ok ? [id.value] : []))).size;

function likelyColumn(columns: readonly Column[], rows: readonly Row[]): number {
  for (const pattern of idNames) {
    const named = columns.find(({ name }) => name !== undefined && pattern.test(name));
    if (named) return named.index;
  }
  const scores = columns.map(({ index }) => differentIds(rows, index));
  return scores.indexOf(Math.max(...scores));
}

function columnOf(rows: readonly Row[], index: number, name: string | undefined): Column {
  const filled = rows.map((row) => cellOf(row, index)).filter((cell) => cell !== '');
  return { index, name, examples: filled.slice(0, examplesShown) };
}

/** What a table consists of, judged by its beginning. */
export function columnsOf(rows: readonly Row[], saysHeader?: boolean): Columns {
  const sample = rows.slice(0, sampleRows);
  const width = widthOf(sample.map(({ cells }) => cells));
  const hasHeader = saysHeader ?? isHeader(sample, width);
  const [first] = sample;
  const below = hasHeader ? sample.slice(1) : sample;
  const columns = Array.from({ length: width }, (_, index) =>
    columnOf(below, index, hasHeader && first ? cellOf(first, index) || undefined : undefined),
  );
  return { columns, hasHeader, likely: likelyColumn(columns, below) };
}
