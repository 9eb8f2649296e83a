import { trimInvisible } from './id-text.ts';

/** The cells of one row. */
export type Row = readonly string[];

export interface NumberedRow {
  /** The line of the file on which the row starts, from 1. */
  readonly line: number;
  readonly cells: Row;
}

export const isBlank = (row: Row): boolean => row.every((cell) => trimInvisible(cell) === '');

/** Without blank cells at the end, as spreadsheets append them. */
export const filledWidth = (row: Row): number => row.findLastIndex((cell) => trimInvisible(cell) !== '') + 1;

/** The width of most rows, so that a single malformed row does not add a column. */
export function columnCount(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [1, 0])[0];
}

/** The header of the ID column in every downloaded table. */
export const idColumn = 'customer_id';
