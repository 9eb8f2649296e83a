import { explainWrite } from '#lib/explain-problem.ts';
import { idColumn } from '#lib/id-column.ts';
import { addedColumns } from './added-columns.ts';
import { importWords as words } from './import-messages.ts';
import type { BatchList, FailedRow } from './import-repository.ts';
import type { Batch, TableHead } from './import-state.ts';

/** Why the IDs of this batch are not known to be in the registry; undefined when they are, or will be. */
export function reasonOf({ state }: Batch): string | undefined {
  switch (state.kind) {
    case 'waiting':
    case 'sending':
      return words.report.notSentReason;
    case 'to-retry':
    case 'rejected':
      return explainWrite(state.problem, words.report.submitted);
    case 'failed':
      return state.reason ?? words.report.workflowFailed;
    case 'accepted':
    case 'recorded':
      return undefined;
  }
}

/** What is not in the registry, in the order of the file. */
export function failedRows(
  batches: readonly Batch[],
  lists: readonly BatchList[],
  invalid: readonly FailedRow[],
): readonly FailedRow[] {
  const reasons = new Map(batches.map((batch) => [batch.number, reasonOf(batch)]));
  const notThere = lists.flatMap(({ number, found }) => {
    const reason = reasons.get(number);
    return reason === undefined ? [] : found.map(({ id, ...place }) => ({ ...place, text: id, reason }));
  });
  return [...invalid, ...notThere].toSorted((one, other) => one.line - other.line);
}

const oneColumn: TableHead = { names: [idColumn], column: 0 };

/** The rows as they were, to be repaired and imported again, with what is wrong after their last column. */
export function failedTable(
  rows: readonly FailedRow[],
  { names, column }: TableHead = oneColumn,
): readonly (readonly string[])[] {
  const width = rows.reduce((widest, { cells = [] }) => Math.max(widest, cells.length), names.length);
  const filled = (cells: readonly string[]) => Array.from({ length: width }, (_, index) => cells[index] ?? '');
  const alone = (text: string) => filled([]).with(column, text);
  return [
    [...filled(names), addedColumns.reason, addedColumns.line],
    ...rows.map(({ line, text, reason, cells }) => [...(cells ? filled(cells) : alone(text)), reason, String(line)]),
  ];
}
