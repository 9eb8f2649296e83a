/** The cells of a table, row by row. */
export type Cells = readonly string[];

export const isBlank = (cells: Cells): boolean => cells.every((cell) => cell.trim() === '');

/** As wide as most rows are: one wrong row does not make a second column. */
export function widthOf(rows: readonly Cells[]): number {
  const tally = new Map<number, number>();
  for (const { length } of rows) tally.set(length, (tally.get(length) ?? 0) + 1);
  return [...tally].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [1, 0])[0];
}
