import Papa from 'papaparse';
import { findDelimiter } from './delimiter.ts';
import { fail, type Result, succeed } from './result.ts';
import { isBlank, widthOf } from './table.ts';

export type Row = {
  /** Where it begins in the file, counted from 1 as an editor does. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type CsvFault =
  | { readonly kind: 'too-many-rows' }
  /** Everything after it would be one cell. */
  | { readonly kind: 'unclosed-quote'; readonly line: number };

const lineBreaksIn = (cells: readonly string[]): number =>
  cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0);

/** A line break inside a cell makes one row of several lines, so rows are not lines. */
function numbered(rows: readonly (readonly string[])[]): readonly Row[] {
  let line = 1;
  return rows.map((cells) => {
    const row = { line, cells };
    line += 1 + lineBreaksIn(cells);
    return row;
  });
}

/** In a list of one column a separator is part of a cell, and must be seen there. */
const inOneColumn = (rows: readonly Row[], delimiter: string): readonly Row[] =>
  rows.map(({ line, cells }) => ({ line, cells: [cells.join(delimiter)] }));

/** The rows of a CSV text that hold anything, whatever separates its cells and ends its lines. */
export function readCsv(text: string, rowsMax: number): Result<readonly Row[], CsvFault> {
  const lines = text.replace(/\r\n?/g, '\n');
  const { delimiter, isSaid } = findDelimiter(lines);
  const { data, errors } = Papa.parse<string[]>(lines, { newline: '\n', delimiter });
  const rows = numbered(data).slice(isSaid ? 1 : 0);
  if (errors.some(({ code }) => code === 'MissingQuotes')) {
    return fail({ kind: 'unclosed-quote', line: rows.at(-1)?.line ?? 1 });
  }
  const filled = rows.filter(({ cells }) => !isBlank(cells));
  if (filled.length > rowsMax) return fail({ kind: 'too-many-rows' });
  return succeed(widthOf(filled.map(({ cells }) => cells)) === 1 ? inOneColumn(filled, delimiter) : filled);
}
