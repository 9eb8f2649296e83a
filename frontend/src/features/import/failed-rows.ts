import type { Batch } from '#lib/batches/batch-run.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { messages as shared } from '#lib/messages.ts';
import { idColumn, type NumberedRow, type Row } from '#lib/table.ts';
import { type Choice, divideTable } from './columns.ts';
import { importMessages as messages } from './import-messages.ts';
import type { BatchList, FailedRow } from './import-repository.ts';
import type { TableHead } from './import-state.ts';

/** The columns that a download of failed rows has in addition to those of the file. */
const addedColumns = { reason: 'import_reason', line: 'import_line' } as const;
const addedNames: ReadonlySet<string> = new Set(Object.values(addedColumns));

/** Undefined for a batch that is recorded, or still may be. */
function explainFailure({ state }: Batch): string | undefined {
  switch (state.kind) {
    case 'waiting':
    case 'sending':
      return state.problem ? explainWrite(state.problem, messages.report.submitted) : messages.report.notSentReason;
    case 'to-retry':
    case 'rejected':
      return explainWrite(state.problem, messages.report.submitted);
    case 'failed':
      return state.reason ?? shared.workflowFailed;
    case 'accepted':
    case 'recorded':
      return undefined;
  }
}

/**
 * All rows whose ID is not known to be in the registry, in file order. `openRows` are the rows of the file, while it is
 * open: the other cells of a row are not stored if this page found its ID valid.
 */
export function failedRows(
  batches: readonly Batch[],
  lists: readonly BatchList[],
  invalid: readonly FailedRow[],
  openRows: readonly NumberedRow[] = [],
): readonly FailedRow[] {
  const reasons = new Map(batches.map((batch) => [batch.number, explainFailure(batch)]));
  const tableRows = new Map(openRows.filter(({ cells }) => cells.length > 1).map((row) => [row.line, row]));
  const unrecorded = lists.flatMap(({ number, found }) => {
    const reason = reasons.get(number);
    return reason === undefined
      ? []
      : found.map(({ id, line }) => ({ ...tableRows.get(line), line, text: id, reason }));
  });
  const complete = invalid.map((row) => ({ ...tableRows.get(row.line), ...row }));
  return [...complete, ...unrecorded].toSorted((one, other) => one.line - other.line);
}

const singleColumn: TableHead = { names: [idColumn], column: 0 };

/** The original rows followed by two columns, reason and line, so that they can be fixed and imported again. */
export function failedTable(rows: readonly FailedRow[], { names, column }: TableHead = singleColumn): readonly Row[] {
  const width = rows.reduce((widest, { cells = [] }) => Math.max(widest, cells.length), names.length);
  const pad = (cells: Row): Row => Array.from({ length: width }, (_, index) => cells[index] ?? '');
  const toCells = ({ cells, text }: FailedRow): Row => (cells ? pad(cells) : pad([]).with(column, text));
  return [
    [...pad(names), addedColumns.reason, addedColumns.line],
    ...rows.map((row) => [...toCells(row), row.reason, String(row.line)]),
  ];
}

/** Names every column, so that a download of failed rows has a header even if the file had none. */
export function toTableHead(rows: readonly NumberedRow[], { column, hasHeader }: Choice): TableHead {
  const { header, width } = divideTable(rows, hasHeader);
  const names = Array.from({ length: width }, (_, index) => {
    const defaultName = index === column ? idColumn : `column_${index + 1}`;
    return header?.cells[index]?.trim() || defaultName;
  });
  return { names, column };
}

/** Removes the columns that a download of failed rows added. Such a download always has a header. */
export function removeAddedColumns(rows: readonly NumberedRow[]): {
  readonly rows: readonly NumberedRow[];
  readonly isDownload: boolean;
} {
  const added = new Set(rows[0]?.cells.flatMap((name, index) => (addedNames.has(name.trim()) ? [index] : [])));
  if (added.size === 0) return { rows, isDownload: false };
  return {
    rows: rows.map(({ line, cells }) => ({ line, cells: cells.filter((_, index) => !added.has(index)) })),
    isDownload: true,
  };
}
