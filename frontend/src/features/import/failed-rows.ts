import { explainWrite } from '#lib/explain-problem.ts';
import type { Batch } from './import-state.ts';
import type { BatchList, FailedRow } from './import-store.ts';
import { importWords as words } from './import-words.ts';

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
    return reason === undefined ? [] : found.map(({ id, line }) => ({ line, text: id, reason }));
  });
  return [...invalid, ...notThere].toSorted((one, other) => one.line - other.line);
}

/** The ID comes first, so that the repaired file needs no choosing of a column. */
export const failedTable = (rows: readonly FailedRow[]): readonly (readonly string[])[] => [
  ['customer_id', 'reason', 'line'],
  ...rows.map(({ line, text, reason }) => [text, reason, String(line)]),
];
