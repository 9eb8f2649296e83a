import { csvFile } from '#lib/csv.ts';
import { describeCustomerIdFault } from '#lib/customer-id.ts';
import { decodeText } from '#lib/decode-text.ts';
import { type Row, readCsv } from '#lib/read-csv.ts';
import { fail, type Result, succeed } from '#lib/result.ts';
import { withoutAddedColumns } from './added-columns.ts';
import { inBatches } from './batches.ts';
import { type Checked, checkColumn, type InvalidRow } from './check-column.ts';
import { type Columns, columnsOf } from './columns.ts';
import { failedRows, failedTable } from './failed-rows.ts';
import { type FailedRow, importStore } from './import-repository.ts';
import type { ImportFacts } from './import-state.ts';
import { groupInvalid } from './invalid-groups.ts';
import { fileBytesMax, rowsMax } from './limits.ts';
import type { AnswerTo, Ask, FileFault, Question } from './reader-messages.ts';
import { headOf } from './table-head.ts';

/** Everything that takes long with 100,000 rows happens here, so that the page never stands still. */
const store = importStore();

let rows: readonly Row[] = [];
let checked: Checked = { toSubmit: [], invalid: [], repeated: 0, withoutId: 0 };
let facts: ImportFacts | undefined;

async function textOf(source: File | string): Promise<Result<string, FileFault>> {
  if (typeof source === 'string') return succeed(source);
  if (source.size > fileBytesMax) return fail({ kind: 'too-large' });
  try {
    const text = decodeText(new Uint8Array(await source.arrayBuffer()));
    return text.ok ? text : fail({ kind: text.failure });
  } catch {
    // Moved, or still open in the program that writes it.
    return fail({ kind: 'unreadable' });
  }
}

const rowsBelowHead = (hasHeader: boolean): number => rows.length - (hasHeader ? 1 : 0);

async function open({ source }: Ask<'open'>): Promise<Result<Columns, FileFault>> {
  const text = await textOf(source);
  if (!text.ok) return text;
  // A row of names is none of those that are counted.
  const read = readCsv(text.value, rowsMax + 1);
  if (!read.ok) return read;
  const own = withoutAddedColumns(read.value);
  rows = own.rows;
  const columns = columnsOf(rows, own.isDownload || undefined);
  const count = rowsBelowHead(columns.hasHeader);
  if (count === 0) return fail({ kind: 'empty' });
  return count > rowsMax ? fail({ kind: 'too-many-rows' }) : succeed(columns);
}

function check({ file, choice }: Ask<'check'>): ImportFacts {
  checked = checkColumn(rows, choice);
  const { toSubmit, invalid, repeated, withoutId } = checked;
  facts = {
    importId: crypto.randomUUID(),
    file,
    rows: rowsBelowHead(choice.hasHeader),
    ids: toSubmit.length,
    invalid: invalid.length,
    repeated,
    withoutId,
    groups: groupInvalid(invalid),
    head: headOf(rows, choice),
  };
  return facts;
}

const described = ({ fault, ...row }: InvalidRow): FailedRow => ({ ...row, reason: describeCustomerIdFault(fault) });

async function keep(): Promise<undefined> {
  if (!facts) throw new Error('There is nothing to keep before a column was checked.');
  const lists = inBatches(checked.toSubmit).map((found, index) => ({
    number: index + 1,
    idempotencyKey: crypto.randomUUID(),
    found,
  }));
  await store.keep({ facts, lists, invalid: checked.invalid.map(described) });
  return undefined;
}

async function failedFile({ importId }: Ask<'failedFile'>): Promise<Blob | undefined> {
  const kept = await store.load();
  if (kept?.facts.importId !== importId) return undefined;
  const failed = failedRows(kept.batches, await store.lists(), await store.invalidRows());
  return csvFile(failedTable(failed, kept.facts.head));
}

const answers: { readonly [Name in Question]: (ask: Ask<Name>) => AnswerTo<Name> | Promise<AnswerTo<Name>> } = {
  open,
  look: ({ hasHeader }) => columnsOf(rows, hasHeader),
  check,
  keep,
  invalidFile: () => csvFile(failedTable(checked.invalid.map(described), facts?.head)),
  failedFile,
};

type Message = {
  [Name in Question]: { readonly number: number; readonly name: Name; readonly ask: Ask<Name> };
}[Question];

async function answer<Name extends Question>(name: Name, ask: Ask<Name>): Promise<AnswerTo<Name>> {
  return answers[name](ask);
}

addEventListener('message', ({ data: { number, name, ask } }: MessageEvent<Message>) => {
  answer(name, ask).then(
    (value) => postMessage({ number, value }),
    (error: unknown) => postMessage({ number, error: String(error) }),
  );
});
