import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Choice, checkColumn, detectColumns } from '#features/import/columns.ts';
import { failedRows, failedTable, removeAddedColumns, toTableHead } from '#features/import/failed-rows.ts';
import { toCells } from '#features/import/run-status.ts';
import { reportCounts } from '#features/import/tally.ts';
import type { Batch, BatchState } from '#lib/batches/batch-run.ts';
import { toCsv } from '#lib/csv.ts';
import { readCsv } from '#lib/read-csv.ts';
import type { NumberedRow } from '#lib/table.ts';
import { createPlan } from '#support/frontend/import-fixture.ts';

const createBatches = (...states: readonly BatchState[]): readonly Batch[] =>
  states.map((state, index) => ({ number: index + 1, size: 100, state }));

const recorded: BatchState = { kind: 'recorded', submissionId: 'one', added: 90, existing: 9, invalid: 1 };

function parseRows(text: string): readonly NumberedRow[] {
  const read = readCsv(text, 100);
  if (!read.ok) throw new Error(`Not valid CSV: ${read.failure.kind}.`);
  return read.value;
}

function failRows(text: string, choice: Choice) {
  const rows = parseRows(text);
  const failed = checkColumn(rows, choice).invalid.map((row) => ({ ...row, reason: 'Invalid.' }));
  return { failed, head: toTableHead(rows, choice) };
}

describe('Import report', () => {
  const batches = createBatches(
    recorded,
    { kind: 'waiting' },
    { kind: 'to-retry', problem: { kind: 'no-response' } },
    { kind: 'to-retry', problem: { kind: 'unavailable' } },
    { kind: 'failed', submissionId: 'five', reason: 'The table was full.' },
    { kind: 'accepted', submissionId: 'six' },
    { kind: 'rejected', problem: { kind: 'rejected', detail: 'The body is too large.' } },
  );

  it('counts every ID once and separates unsent from uncertain IDs', () => {
    const facts = { ...createPlan(700).facts, invalid: 7 };

    expect(reportCounts({ facts, batches })).to.deep.equal({
      added: 90,
      existing: 9,
      deleted: 0,
      restored: 0,
      invalid: 8,
      notSent: 400,
      uncertain: 100,
      rejected: 100,
      failed: 100,
      inWorkflow: 100,
    });
  });

  it('gives the reason of an earlier attempt for a row that waits to be sent again', () => {
    const { lists } = createPlan(100);
    const waiting = createBatches({ kind: 'waiting', problem: { kind: 'no-response' } });

    expect(failedRows(waiting, lists, [])[0]?.reason).to.equal(
      "We didn't get a response. It's safe to try again: it won't be submitted twice.",
    );
  });

  it('counts IDs that were added again only if every batch is recorded', () => {
    const lookup = { checkedAt: '', counts: { new: 87, active: 9, deleted: 3 }, selection: 'all' } as const;
    const facts = { ...createPlan(100).facts, lookup };
    const others: readonly BatchState[] = [
      { kind: 'failed', submissionId: 'one' },
      { kind: 'waiting' },
      { kind: 'accepted', submissionId: 'one' },
    ];

    expect(reportCounts({ facts, batches: createBatches(recorded) }).restored).to.equal(3);
    expect(
      others.map((state) => reportCounts({ facts, batches: createBatches(recorded, state) }).restored),
    ).to.deep.equal([0, 0, 0]);
  });

  it('lists every unrecorded row in file order with a reason', () => {
    const { lists } = createPlan(700);
    const invalid = [{ line: 150, text: '=bad', reason: 'Not allowed.' }];

    const rows = failedRows(batches, lists.slice(1), invalid);

    expect(rows.map(({ line }) => line)).to.deep.equal(rows.map(({ line }) => line).toSorted((one, two) => one - two));
    expect(rows.length).to.equal(501);
    expect([101, 201, 301, 401, 601].map((line) => rows.find((row) => row.line === line)?.reason)).to.deep.equal([
      'Not sent.',
      "We didn't get a response. It's safe to try again: it won't be submitted twice.",
      "The registry couldn't process this right now. Nothing was changed.",
      'The table was full.',
      'The body is too large.',
    ]);
    expect(failedTable(rows).slice(0, 2)).to.deep.equal([
      ['customer_id', 'import_reason', 'import_line'],
      ['CUST-101', 'Not sent.', '101'],
    ]);
  });

  it('writes failed rows with all their columns, so that the fixed file imports like the original', () => {
    const file = 'name;account;city\nAnn;A 1;Bonn\nBo;B-2;Ulm;extra\nCy;C-3';
    const rows = parseRows(file);
    const choice = { column: 1, hasHeader: true };
    const { invalid, toSubmit } = checkColumn(rows, choice);
    const lists = [{ number: 1, idempotencyKey: 'key-1', found: toSubmit }];
    const stored = invalid.map((row) => ({ ...row, reason: 'Invalid.' }));
    const failed = failedRows(createBatches({ kind: 'waiting' }), lists, stored, rows);

    const download = toCsv(failedTable(failed, toTableHead(rows, choice)));
    expect(download.split('\r\n')).to.deep.equal([
      'name,account,city,,import_reason,import_line',
      'Ann,A 1,Bonn,,Invalid.,2',
      'Bo,B-2,Ulm,extra,Invalid.,3',
      'Cy,C-3,,,Not sent.,4',
      '',
    ]);
    const again = removeAddedColumns(parseRows(download.replace('A 1', 'A-1')));
    expect(detectColumns(again.rows).columns.map(({ name }) => name)).to.deep.equal([
      'name',
      'account',
      'city',
      undefined,
    ]);
    expect(checkColumn(again.rows, choice).toSubmit.map(({ id }) => id)).to.deep.equal(['A-1', 'B-2', 'C-3']);
  });

  it('adds the other columns of a row that the workflow found invalid, while the file is open', () => {
    const rows = parseRows('name;account\nAnn;A-1\nBo;B-2');
    const invalid = [{ line: 3, text: 'B-2', reason: 'Not allowed.' }];

    expect(failedRows([], [], invalid, rows)).to.deep.equal([{ ...invalid[0], cells: ['Bo', 'B-2'] }]);
    expect(failedRows([], [], invalid)).to.deep.equal(invalid);
  });

  it('stores no other cells of a row with a valid ID, so they are missing once the file is closed', () => {
    const rows = parseRows('name;account\nAnn;A 1\nBo;B-2');
    const { invalid, toSubmit } = checkColumn(rows, { column: 1, hasHeader: true });
    const lists = [{ number: 1, idempotencyKey: 'key-1', found: toSubmit }];
    const stored = invalid.map((row) => ({ ...row, reason: 'Invalid.' }));

    const failed = failedRows(createBatches({ kind: 'waiting' }), lists, stored);

    expect(JSON.stringify(lists)).not.to.contain('Bo');
    expect(failedTable(failed, { names: ['name', 'account'], column: 1 }).slice(1)).to.deep.equal([
      ['Ann', 'A 1', 'Invalid.', '2'],
      ['', 'B-2', 'Not sent.', '3'],
    ]);
  });

  it('names unnamed columns, and reads back a one-column list as one column', () => {
    const { head, failed } = failRows('Ann;A 1\nBo;B 2', { column: 1, hasHeader: false });
    expect(failedTable(failed, head)[0]).to.deep.equal(['column_1', 'customer_id', 'import_reason', 'import_line']);

    const list = failRows('A 1\nB 2', { column: 0, hasHeader: false });
    const again = removeAddedColumns(parseRows(toCsv(failedTable(list.failed, list.head))));
    expect(again).to.deep.include({ isDownload: true });
    expect(again.rows.map(({ cells }) => cells)).to.deep.equal([['customer_id'], ['A 1'], ['B 2']]);
  });
});

describe('toCells', () => {
  it('returns one cell per batch', () => {
    expect(toCells(createBatches(recorded, { kind: 'sending' }, { kind: 'waiting' }))).to.deep.equal([
      'done',
      'running',
      'pending',
    ]);
  });

  it('shows the most urgent state when a cell stands for several batches', () => {
    const waiting = Array.from({ length: 1_000 }, (): BatchState => ({ kind: 'waiting' }));
    const states = waiting.with(6, { kind: 'to-retry', problem: { kind: 'no-response' } }).with(9, recorded);

    expect(toCells(createBatches(...states)).slice(0, 3)).to.deep.equal(['pending', 'failed', 'pending']);
    expect(toCells(createBatches(...states))).to.have.lengthOf(200);
  });
});
