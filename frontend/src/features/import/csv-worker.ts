import { inBatches } from '#lib/batches/in-batches.ts';
import { csvFile } from '#lib/csv.ts';
import { checkText, decodeText } from '#lib/decode-text.ts';
import { fail, type Result, submissionIdsMax, succeed } from '#lib/domain.ts';
import { titleRowsMax } from '#lib/header.ts';
import { readCsv, splitPastedList } from '#lib/read-csv.ts';
import { toSubmissionLabel } from '#lib/submission-label.ts';
import type { NumberedRow } from '#lib/table.ts';
import { type Checked, type Columns, checkColumn, detectColumns, divideTable, type InvalidRow } from './columns.ts';
import type { CsvWorkerMethod, CsvWorkerRequest, CsvWorkerResponse } from './csv-worker-client.ts';
import { failedRows, failedTable, removeAddedColumns, toTableHead } from './failed-rows.ts';
import { describeImportFault } from './id-cell.ts';
import { createImportRepository, type FailedRow } from './import-repository.ts';
import { type FileFault, fileBytesMax, type ImportFacts, type LookupSnapshot, rowsMax } from './import-state.ts';
import { groupInvalid } from './invalid-groups.ts';
import {
  countStates,
  firstRowsMax,
  listFirstRows,
  listMissingBatches,
  type RegistryState,
  selectIds,
} from './registry-states.ts';

// Anything that is slow for 100,000 rows runs here, so that the page stays responsive.
const repository = createImportRepository();

let rows: readonly NumberedRow[] = [];
let checked: Checked = { toSubmit: [], invalid: [], repeated: 0, withoutId: 0, rounded: 0 };
let facts: ImportFacts | undefined;
let states: (RegistryState | undefined)[] = [];

async function readText(source: File | string): Promise<Result<string, FileFault>> {
  if (typeof source !== 'string' && source.size > fileBytesMax) return fail({ kind: 'too-large' });
  try {
    const text =
      typeof source === 'string' ? checkText(source) : decodeText(new Uint8Array(await source.arrayBuffer()));
    return text.ok ? text : fail({ kind: text.failure });
  } catch {
    return fail({ kind: 'unreadable' });
  }
}

async function open({ source }: CsvWorkerRequest<'open'>): Promise<Result<Columns, FileFault>> {
  const text = await readText(source);
  if (!text.ok) return text;
  // More, because titles and a header do not count.
  const table = readCsv(text.value, rowsMax + titleRowsMax + 1);
  if (!table.ok) return table;
  const original = removeAddedColumns(typeof source === 'string' ? splitPastedList(table.value) : table.value);
  rows = original.rows;
  const columns = detectColumns(rows, original.isDownload || undefined);
  const count = divideTable(rows, columns.hasHeader).data.length;
  if (count === 0) return fail({ kind: 'empty' });
  return count > rowsMax ? fail({ kind: 'too-many-rows' }) : succeed(columns);
}

function check({ file, choice }: CsvWorkerRequest<'checkColumn'>): ImportFacts {
  checked = checkColumn(rows, choice);
  const { toSubmit, invalid, repeated, withoutId, rounded } = checked;
  facts = {
    importId: crypto.randomUUID(),
    file,
    label: toSubmissionLabel(file),
    rows: toSubmit.length + invalid.length + repeated + withoutId,
    ids: toSubmit.length,
    invalid: invalid.length,
    repeated,
    withoutId,
    rounded,
    groups: groupInvalid(invalid),
    head: toTableHead(rows, choice),
  };
  states = toSubmit.map(() => undefined);
  return facts;
}

const toFailedRow = ({ fault, ...row }: InvalidRow): FailedRow => ({ ...row, reason: describeImportFault(fault) });

function readSnapshot(): LookupSnapshot {
  const counts = countStates(states);
  const invalid = checked.invalid.slice(0, firstRowsMax).map(toFailedRow);
  return {
    lookedUp: counts.new + counts.active + counts.deleted,
    counts,
    firstRows: listFirstRows(checked, invalid, states),
  };
}

function idsToLookUp({ importId, batch }: CsvWorkerRequest<'idsToLookUp'>): readonly string[] {
  if (facts?.importId !== importId) return [];
  return checked.toSubmit.slice((batch - 1) * submissionIdsMax, batch * submissionIdsMax).map(({ id }) => id);
}

function recordLookup({ importId, batch, states: found }: CsvWorkerRequest<'recordLookup'>): LookupSnapshot {
  if (facts?.importId === importId) states.splice((batch - 1) * submissionIdsMax, found.length, ...found);
  return readSnapshot();
}

async function savePlan({ selection, lookup }: CsvWorkerRequest<'savePlan'>): Promise<undefined> {
  if (!facts) throw new Error('savePlan was called before checkColumn.');
  const selected = selectIds(checked.toSubmit, states, selection);
  const lists = inBatches(selected).map((found, index) => ({
    number: index + 1,
    idempotencyKey: crypto.randomUUID(),
    found,
  }));
  await repository.savePlan({
    facts: { ...facts, ids: selected.length, ...(lookup ? { lookup } : {}), storedAtMillis: Date.now() },
    lists,
    invalid: checked.invalid.map(toFailedRow),
  });
  return undefined;
}

async function failedRowsFile({ importId }: CsvWorkerRequest<'failedRowsFile'>): Promise<Blob | undefined> {
  const stored = await repository.load();
  if (stored?.facts.importId !== importId) return undefined;
  const lists = await repository.loadBatchLists();
  const openRows = facts?.importId === importId ? rows : [];
  const failed = failedRows(stored.batches, lists, await repository.loadInvalidRows(), openRows);
  return csvFile(failedTable(failed, stored.facts.head));
}

type Methods = {
  readonly [Method in CsvWorkerMethod]: (
    request: CsvWorkerRequest<Method>,
  ) => CsvWorkerResponse<Method> | Promise<CsvWorkerResponse<Method>>;
};

const methods: Methods = {
  open,
  detectColumns: ({ hasHeader }) => detectColumns(rows, hasHeader),
  checkColumn: check,
  readLookup: ({ importId }) => ({
    ...readSnapshot(),
    missingBatches: facts?.importId === importId ? listMissingBatches(states) : [],
  }),
  idsToLookUp,
  recordLookup,
  savePlan,
  invalidRowsFile: () => csvFile(failedTable(checked.invalid.map(toFailedRow), facts?.head)),
  failedRowsFile,
};

type Call = {
  [Method in CsvWorkerMethod]: {
    readonly callId: number;
    readonly method: Method;
    readonly request: CsvWorkerRequest<Method>;
  };
}[CsvWorkerMethod];

async function run<Method extends CsvWorkerMethod>(
  method: Method,
  request: CsvWorkerRequest<Method>,
): Promise<CsvWorkerResponse<Method>> {
  return methods[method](request);
}

addEventListener('message', ({ data: { callId, method, request } }: MessageEvent<Call>) => {
  run(method, request).then(
    (value) => postMessage({ callId, value }),
    (error: unknown) => postMessage({ callId, error: String(error) }),
  );
});
