import Papa from 'papaparse';
import type { Row } from './table.ts';

/** Spreadsheets run a cell that starts like this as a formula, even if it is quoted. A leading apostrophe prevents that. */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n\0]/;

const outerSpace = /^\s|\s$/;

/** RFC 4180, with CRLF after every row. */
export const toCsv = (rows: readonly Row[]): string =>
  `${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\r\n', escapeFormulae: formulaStart, quotes: (cell) => outerSpace.test(cell) },
  )}\r\n`;

/** The byte order mark makes Excel read the file as UTF-8. */
export const csvFile = (rows: readonly Row[]): Blob =>
  new Blob(['\uFEFF', toCsv(rows)], { type: 'text/csv;charset=utf-8' });
