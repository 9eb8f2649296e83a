import Papa from 'papaparse';
import { fail, type Result, succeed } from './domain.ts';
import { columnCount, isBlank, type NumberedRow, type Row } from './table.ts';

/** Spreadsheets run a cell that starts with one of these as a formula, even if the cell is quoted. */
const signs = new Set('=+-@＝＋－＠﹢﹣﹦﹫');

/**
 * A program that splits at `;` or TAB, as Excel does in most of Europe, starts a new cell in the middle of ours, and it
 * does not honor a quote inside a cell.
 */
const boundaries = new Set(',;|\t\r\n"');

/** Characters that a program may skip before it looks for a sign. */
const skipped = /[\s\p{Cc}\p{Cf}"']/u;

/** Copies `cell`, and calls `rewrite` for each sign that starts a cell in some reader, with the text before it. */
function rewriteSigns(cell: string, rewrite: (before: string) => string): string {
  let written = '';
  let copiedTo = 0;
  let isCellStart = true;
  for (let at = 0; at < cell.length; at += 1) {
    const character = cell.charAt(at);
    if (isCellStart && signs.has(character)) {
      written += rewrite(cell.slice(copiedTo, at));
      copiedTo = at;
    }
    isCellStart = boundaries.has(character) || (isCellStart && skipped.test(character));
  }
  return written + cell.slice(copiedTo);
}

/** Puts an apostrophe before each sign that could start a formula, whichever delimiter the reader splits at. */
export const escapeFormulas = (cell: string): string => rewriteSigns(cell, (before) => `${before}'`);

/** Reverts `escapeFormulas`. */
export const unescapeFormulas = (cell: string): string =>
  rewriteSigns(cell, (before) => (before.endsWith("'") ? before.slice(0, -1) : before));

/** Ordered by how rarely they occur inside a cell: a comma may be a decimal separator. */
const delimiters = ['\t', ';', '|', ','] as const;

const sampleLength = 65_536;
const sampleRows = 50;

/** Excel's `sep=` line. */
const declaration = /^sep=([^\n])(?:\n|$)/i;

interface Delimiter {
  readonly delimiter: string;
  /** The first line declares the delimiter and is not a row. */
  readonly isDeclared: boolean;
}

function scoreDelimiter(
  sample: string,
  delimiter: string,
): { readonly width: number; readonly rowsOfThatWidth: number } {
  const { data } = Papa.parse<string[]>(sample, { newline: '\n', delimiter, preview: sampleRows });
  const rows = data.filter((cells) => !isBlank(cells));
  const width = columnCount(rows);
  return { width, rowsOfThatWidth: rows.filter((cells) => cells.length === width).length };
}

/** Chooses the delimiter that splits most of the first rows into the same number of cells. */
export function detectDelimiter(text: string): Delimiter {
  const [, declared] = declaration.exec(text) ?? [];
  if (declared !== undefined) return { delimiter: declared, isDeclared: true };
  const sample = text.slice(0, sampleLength);
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, ...scoreDelimiter(sample, delimiter) }))
    .filter(({ width }) => width > 1)
    .toSorted((one, other) => other.rowsOfThatWidth - one.rowsOfThatWidth || other.width - one.width);
  return { delimiter: best?.delimiter ?? ',', isDeclared: false };
}

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
  const rows = numberRows(data.map((cells) => cells.map(unescapeFormulas))).slice(isDeclared ? 1 : 0);
  if (errors.some(({ code }) => code === 'MissingQuotes')) {
    return fail({ kind: 'unclosed-quote', line: rows.at(-1)?.line ?? 1 });
  }
  const filled = rows.filter(({ cells }) => !isBlank(cells));
  if (filled.length > rowsMax) return fail({ kind: 'too-many-rows' });
  return succeed(columnCount(filled.map(({ cells }) => cells)) === 1 ? joinCells(filled, delimiter) : filled);
}

/** Also quotes what other delimiters and formula escapes touch, so that a reader can tell where a cell ends. */
const needsQuotes = /^\s|[;|\t']|\s$/;

/** RFC 4180, with CRLF after every row. Cells are safe for readers that split at `,`, `;` or TAB. */
export const toCsv = (rows: readonly Row[]): string =>
  `${Papa.unparse(
    rows.map((row) => row.map(escapeFormulas)),
    { newline: '\r\n', quotes: (cell) => needsQuotes.test(cell) },
  )}\r\n`;

/** The byte order mark makes Excel read the file as UTF-8. */
export const csvFile = (rows: readonly Row[]): Blob =>
  new Blob(['\uFEFF', toCsv(rows)], { type: 'text/csv;charset=utf-8' });
