import Papa, { type ParseError } from 'papaparse';
import { unescapeFormulas } from './csv.ts';
import { fail, type Result, succeed } from './domain.ts';
import { findNamedHeader } from './header.ts';
import { isIdWithDigit, splitIdLine, splitIdList } from './id-text.ts';
import { columnCount, filledWidth, isBlank, type NumberedRow, type Row } from './table.ts';

/** Ordered by how rarely they occur inside a cell: a comma may be a decimal separator. */
const delimiters = ['\t', ';', '|', ','] as const;

const sampleLength = 65_536;
const sampleRows = 50;

/** Excel's `sep=` line. A program may have quoted it, or padded it to the width of the table. */
const declaration = /^("?)sep=([^\n])\1\2*(?:\n|$)/i;

interface Delimiter {
  readonly delimiter: string;
  /** The first line declares the delimiter and is not a row. */
  readonly isDeclared: boolean;
}

/** Markdown and database shells underline the header. */
const isRuler = (row: Row): boolean => !isBlank(row) && row.every((cell) => /^\s*(?::?[-=+]{3,}:?\s*)?$/.test(cell));

const toRows = (data: readonly Row[]): readonly NumberedRow[] => {
  let line = 1;
  return data.map((cells) => {
    const row = { line, cells };
    // A quoted cell may contain line breaks, so a row can span several lines.
    line += 1 + cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
    return row;
  });
};

/** Titles above the header do not count. */
const readWidth = (rows: readonly NumberedRow[]): number =>
  columnCount(rows.slice(findNamedHeader(rows) ?? 0).map(({ cells }) => cells));

function scoreDelimiter(sample: string, delimiter: string) {
  const { data } = Papa.parse<string[]>(sample, { newline: '\n', delimiter, preview: sampleRows });
  const rows = toRows(data).filter(({ cells }) => !isBlank(cells));
  const width = readWidth(rows);
  const header = rows[findNamedHeader(rows) ?? -1];
  return {
    delimiter,
    width,
    isNamed: header !== undefined && header.cells.length > 1,
    rowsOfThatWidth: rows.filter(({ cells }) => cells.length === width).length,
  };
}

/** Chooses the delimiter that splits most of the first rows into the same number of cells. */
function detectDelimiter(text: string): Delimiter {
  const [, , declared] = declaration.exec(text) ?? [];
  if (declared !== undefined) return { delimiter: declared, isDeclared: true };
  const sample = text.slice(0, sampleLength);
  const [best] = delimiters
    .map((delimiter) => scoreDelimiter(sample, delimiter))
    .filter(({ width }) => width > 1)
    .toSorted(
      (one, other) =>
        Number(other.isNamed) - Number(one.isNamed) ||
        other.rowsOfThatWidth - one.rowsOfThatWidth ||
        other.width - one.width,
    );
  return { delimiter: best?.delimiter ?? ',', isDeclared: false };
}

export type CsvFault =
  | { readonly kind: 'too-many-rows' }
  /** Everything after the quote would be one cell. */
  | { readonly kind: 'unclosed-quote'; readonly line: number }
  /** The quote closes in a later row, so the rows between would be part of its cell. */
  | { readonly kind: 'misplaced-quote'; readonly line: number };

/** The end of the quoted cell that starts at `open`, where Papa Parse ends it too. */
function findQuotedEnd(text: string, open: number, delimiter: string): number {
  const closing = /"[ \t]*/y;
  let quote = text.indexOf('"', open + 1);
  while (quote !== -1) {
    closing.lastIndex = quote;
    const end = quote + (closing.exec(text)?.[0].length ?? 1);
    const next = text.charAt(end);
    if (next === '' || next === '\n' || next === delimiter) return end;
    quote = text.indexOf('"', text.charAt(quote + 1) === '"' ? quote + 2 : quote + 1);
  }
  return text.length;
}

function findCellEnd(text: string, start: number, delimiter: string): number {
  let at = text.charAt(start) === '"' ? findQuotedEnd(text, start, delimiter) : start;
  while (at < text.length && text.charAt(at) !== delimiter && text.charAt(at) !== '\n') at += 1;
  return at;
}

/** Removes blanks between a delimiter and an opening quote, as spreadsheets do. Papa Parse reads such a quote as text. */
function removeBlanksBeforeQuotes(text: string, delimiter: string): string {
  if (!/[ \t]"/.test(text)) return text;
  const blanks = delimiter === '\t' ? / */y : /[ \t]*/y;
  const kept: string[] = [];
  let keptTo = 0;
  for (let at = 0; at < text.length; ) {
    blanks.lastIndex = at;
    const start = at + (blanks.exec(text)?.[0].length ?? 0);
    if (start > at && text.charAt(start) === '"') {
      kept.push(text.slice(keptTo, at));
      keptTo = start;
    }
    at = findCellEnd(text, start, delimiter) + 1;
  }
  return kept.join('') + text.slice(keptTo);
}

const findLine = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** A cell of an address can look like an ID, but it follows a blank. */
const isLikeRow = (line: string, delimiter: string, width: number): boolean => {
  const cells = line.split(delimiter);
  return width > 1 && cells.length === width && cells.some((cell) => !/^\s/.test(cell) && isIdWithDigit(cell));
};

/** A row with a cell that contains whole rows of the table, because its closing quote is missing or malformed. */
function findSwallowingRow(rows: readonly NumberedRow[], delimiter: string): NumberedRow | undefined {
  const width = readWidth(rows);
  const hasSwallowed = (cell: string): boolean =>
    cell
      .split('\n')
      .slice(1)
      .some((line) => isLikeRow(line, delimiter, width));
  return rows.find(({ cells }) => cells.some((cell) => cell.includes('\n') && hasSwallowed(cell)));
}

function findQuoteFault(text: string, errors: readonly ParseError[], rows: readonly NumberedRow[], delimiter: string) {
  for (const { code, index = 0, row = 0 } of errors) {
    if (code === 'MissingQuotes') return { kind: 'unclosed-quote', line: findLine(text, index) } as const;
    const isSpanning = rows[row]?.cells.some((cell) => cell.includes('\n') && cell.includes('"'));
    if (code === 'InvalidQuotes' && isSpanning)
      return { kind: 'misplaced-quote', line: findLine(text, index) } as const;
  }
  const swallowing = findSwallowingRow(rows, delimiter);
  return swallowing && ({ kind: 'misplaced-quote', line: swallowing.line } as const);
}

/** In a list with one column, a delimiter belongs to the cell. */
const joinCells = (rows: readonly NumberedRow[], delimiter: string): readonly NumberedRow[] =>
  rows.map(({ line, cells }) => ({ line, cells: [cells.slice(0, filledWidth(cells)).join(delimiter)] }));

/** One line of several IDs is a list. */
function splitOnlyRow(rows: readonly NumberedRow[]): readonly NumberedRow[] {
  const [only, ...others] = rows;
  if (!only || others.length > 0) return rows;
  const entries = splitIdList(only.cells.join('\n'));
  return entries.length > 1 && entries.every(isIdWithDigit)
    ? entries.map((entry) => ({ line: only.line, cells: [entry] }))
    : rows;
}

/** A pasted list without columns can have several IDs on a line, as in a new submission. */
export const splitPastedList = (rows: readonly NumberedRow[]): readonly NumberedRow[] =>
  rows.some(({ cells }) => cells.length > 1)
    ? rows
    : rows.flatMap(({ line, cells }) => splitIdLine(cells.join('')).map((entry) => ({ line, cells: [entry] })));

const dosEndOfFile = '\u001a';

/** Some editors end lines with U+2028, some mainframes with U+0085. */
function normalizeLines(text: string): string {
  const trimmed = text.trimEnd();
  const withoutEnd = trimmed.endsWith(dosEndOfFile) ? trimmed.slice(0, -1) : text;
  const lines = withoutEnd.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return lines.includes('\n') ? lines : lines.replace(/[\u0085\u2028\u2029]/g, '\n');
}

/** Detects the delimiter, accepts any line ending and drops blank rows and rulers. */
export function readCsv(text: string, rowsMax: number): Result<readonly NumberedRow[], CsvFault> {
  const lines = normalizeLines(text);
  const { delimiter, isDeclared } = detectDelimiter(lines);
  const quoted = removeBlanksBeforeQuotes(lines, delimiter);
  const { data, errors } = Papa.parse<string[]>(quoted, { newline: '\n', delimiter });
  const all = toRows(data);
  const fault = findQuoteFault(quoted, errors, all, delimiter);
  if (fault) return fail(fault);
  const filled = all
    .slice(isDeclared ? 1 : 0)
    .filter(({ cells }) => !isBlank(cells) && !isRuler(cells))
    .map(({ line, cells }) => ({ line, cells: cells.map(unescapeFormulas) }));
  if (filled.length > rowsMax) return fail({ kind: 'too-many-rows' });
  const header = filled[findNamedHeader(filled) ?? -1];
  const isList = readWidth(filled) === 1 || header?.cells.length === 1;
  return succeed(splitOnlyRow(isList ? joinCells(filled, delimiter) : filled));
}
