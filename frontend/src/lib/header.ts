import { type IdNameRank, idNameRanks, isCommonColumnName, rankIdName } from './column-name.ts';
import { isIdWithDigit, unwrapId } from './id-text.ts';
import { columnCount, isBlank, type NumberedRow } from './table.ts';

/** Titles and comments above a header are few. */
export const titleRowsMax = 20;

const hasDigit = (text: string): boolean => /\d/.test(text);
const countFilled = ({ cells }: NumberedRow): number => cells.filter((cell) => !isBlank([cell])).length;
export const readCell = ({ cells }: NumberedRow, index: number): string => unwrapId(cells[index] ?? '');

/** Rows before `index` are titles and comments. */
export interface HeaderDetection {
  readonly index: number;
  readonly isHeader: boolean;
  /** The row could also contain an ID. */
  readonly isUnclear: boolean;
}

const toPosition = (rank: IdNameRank): number => idNameRanks.indexOf(rank);

function findIdName(row: NumberedRow): { readonly rank: IdNameRank; readonly column: number } {
  const ranks = row.cells.map((_, index) => rankIdName(readCell(row, index)));
  const rank = ranks.toSorted((one, other) => toPosition(one) - toPosition(other))[0] ?? 'none';
  return { rank, column: ranks.indexOf(rank) };
}

/** A short name such as `No` can be a value, so the row must not look like data. */
const isNamed = (row: NumberedRow, rank: IdNameRank): boolean =>
  rank === 'customer-id' || rank === 'id' || (rank === 'number' && !row.cells.some(isIdWithDigit));

const isTitle = (row: NumberedRow, header: NumberedRow, column: number): boolean =>
  countFilled(row) < countFilled(header) || !isIdWithDigit(row.cells[column] ?? '');

/** The row with a known name of an ID column and the most cells, if the rows above it contain no IDs. */
export function findNamedHeader(rows: readonly NumberedRow[]): number | undefined {
  const searched = rows.slice(0, titleRowsMax + 1);
  const named = searched.flatMap((row, index) => {
    const { rank, column } = findIdName(row);
    const isHeader = isNamed(row, rank) && searched.slice(0, index).every((above) => isTitle(above, row, column));
    return isHeader ? [{ index, filled: countFilled(row) }] : [];
  });
  return named.toSorted((one, other) => other.filled - one.filled)[0]?.index;
}

/** Rows of one cell above a table of several columns. */
function countTitles(rows: readonly NumberedRow[], width: number): number {
  const index = rows.slice(0, titleRowsMax + 1).findIndex((row) => countFilled(row) > 1);
  const isAboveTable = width > 1 && index > 0 && rows.slice(0, index).every(({ cells }) => !cells.some(isIdWithDigit));
  return isAboveTable ? index : 0;
}

/** Without a known name, a row is a header if a cell without digits stands above cells with digits. */
export function findFirstRow(rows: readonly NumberedRow[]): HeaderDetection {
  const named = findNamedHeader(rows);
  if (named !== undefined) return { index: named, isHeader: true, isUnclear: false };
  const width = columnCount(rows.map(({ cells }) => cells));
  const index = countTitles(rows, width);
  const [first, ...below] = rows.slice(index);
  if (!first) return { index: 0, isHeader: false, isUnclear: false };
  const columns = Array.from({ length: width }, (_, column) => {
    const cells = below.map((row) => readCell(row, column)).filter((cell) => cell !== '');
    return { name: readCell(first, column), hasDigitsBelow: cells.filter(hasDigit).length > cells.length / 2 };
  }).filter(({ name, hasDigitsBelow }) => name !== '' && hasDigitsBelow);
  const isLikeOthers = columns.some(({ name }) => hasDigit(name));
  const isUnlikeOthers = columns.some(({ name }) => !hasDigit(name));
  const isCommon = !isLikeOthers && first.cells.some(isCommonColumnName);
  const isHeader = isUnlikeOthers && !isLikeOthers;
  return { index: isHeader ? index : 0, isHeader, isUnclear: isUnlikeOthers && !isCommon };
}
