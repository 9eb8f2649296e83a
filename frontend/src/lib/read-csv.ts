import Papa from 'papaparse';
import { detectDelimiter } from './delimiter.ts';
import { fail, type Result, succeed } from './result.ts';
import { columnCount, isBlank, type NumberedRow, type Row } from './table.ts';

export type CsvFault =
  | { readonly kind: 'too-many-rows' }
  /** Everything after the quote would be one cell. */
  | { readonly kind: 'unclosed-quote'; readonly line: number };

const countLineBreaks = (row: Row): number => row.reduce((count, cell) => count + cell.split('\n').length - 1, 0);

/** A quoted cell may contain line breaks, so a row can span several lines. */
function numberRows(rows: readonly Row[]): readonly NumberedRow[] {
  let line = 1;
  return rows.map((cells) => {
    const row = { line, cells };
    line += 1 + countLineBreaks(cells);
    return row;
  });
}

/** In a list with one column, a delimiter belongs to the cell. */
const joinCells = (rows: readonly NumberedRow[], delimiter: string): readonly NumberedRow[] =>
  rows.map(({ line, cells }) => ({ line, cells: [cells.join(delimiter)] }));

/** Detects the delimiter, accepts any line ending and drops blank rows. */
export function readCsv(text: string, rowsMax: number): Result<readonly NumberedRow[], CsvFault> {
  const lines = text.replace(/\r\n?/g, '\n');
  const { delimiter, isDeclared } = detectDelimiter(lines);
  const { data, errors } = Papa.parse<string[]>(lines, { newline: '\n', delimiter });
  const rows = numberRows(data).slice(isDeclared ? 1 : 0);
  if (errors.some(({ code }) => code === 'MissingQuotes')) {
    return fail({ kind: 'unclosed-quote', line: rows.at(-1)?.line ?? 1 });
  }
  const filled = rows.filter(({ cells }) => !isBlank(cells));
  if (filled.length > rowsMax) return fail({ kind: 'too-many-rows' });
  return succeed(columnCount(filled.map(({ cells }) => cells)) === 1 ? joinCells(filled, delimiter) : filled);
}
