import Papa from 'papaparse';
import type { Row } from './table.ts';

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
