import Papa from 'papaparse';
import { fail, type Result, succeed } from './result.ts';

export type Row = {
  /** Where it begins in the file, counted from 1 as an editor does. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type CsvFault =
  | { readonly kind: 'too-many-rows' }
  /** Everything after it would be one cell. */
  | { readonly kind: 'unclosed-quote'; readonly line: number };

const delimiters = [',', ';', '\t', '|'];

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

const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === '');

/** As wide as most rows are: one wrong row does not make a second column. */
export function widthOf(rows: readonly Row[]): number {
  const tally = new Map<number, number>();
  for (const { cells } of rows) tally.set(cells.length, (tally.get(cells.length) ?? 0) + 1);
  return [...tally].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [1, 0])[0];
}

/** In a list of one column a separator is part of a cell, and must be seen there. */
const inOneColumn = (rows: readonly Row[], delimiter: string): readonly Row[] =>
  rows.map(({ line, cells }) => ({ line, cells: [cells.join(delimiter)] }));

/** The rows of a CSV text that hold anything, whatever separates its cells and ends its lines. */
export function readCsv(text: string, rowsMax: number): Result<readonly Row[], CsvFault> {
  const { data, errors, meta } = Papa.parse<string[]>(text.replace(/\r\n?/g, '\n'), {
    newline: '\n',
    delimitersToGuess: delimiters,
  });
  const rows = numbered(data);
  if (errors.some(({ code }) => code === 'MissingQuotes')) {
    return fail({ kind: 'unclosed-quote', line: rows.at(-1)?.line ?? 1 });
  }
  const filled = rows.filter((row) => !isBlank(row));
  if (filled.length > rowsMax) return fail({ kind: 'too-many-rows' });
  return succeed(widthOf(filled) === 1 ? inOneColumn(filled, meta.delimiter) : filled);
}
