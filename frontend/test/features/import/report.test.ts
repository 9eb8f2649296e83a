import { expect } from 'chai';
import { describe, it } from 'mocha';
import { cellsOf } from '#features/import/cells.ts';
import { failedRows, failedTable } from '#features/import/failed-rows.ts';
import type { Batch, BatchState } from '#features/import/import-state.ts';
import { reportCounts } from '#features/import/report-counts.ts';
import { planOf } from '#support/frontend/import-world.ts';

const batchesOf = (...states: readonly BatchState[]): readonly Batch[] =>
  states.map((state, index) => ({ number: index + 1, size: 100, state }));

const recorded: BatchState = { kind: 'recorded', submissionId: 'one', added: 90, existing: 9, invalid: 1 };

describe('The report of an import', () => {
  const batches = batchesOf(
    recorded,
    { kind: 'waiting' },
    { kind: 'to-retry', problem: { kind: 'no-answer' } },
    { kind: 'to-retry', problem: { kind: 'unavailable' } },
    { kind: 'failed', submissionId: 'five', reason: 'The table was full.' },
    { kind: 'accepted', submissionId: 'six' },
    { kind: 'rejected', problem: { kind: 'rejected', detail: 'The body is too large.' } },
  );

  it('counts every ID once, and tells what was not sent from what may have been', () => {
    const facts = { ...planOf(700).facts, invalid: 7 };

    expect(reportCounts({ facts, batches })).to.deep.equal({
      added: 90,
      existing: 9,
      invalid: 8,
      notSent: 400,
      uncertain: 100,
      rejected: 100,
      failed: 100,
      inWorkflow: 100,
    });
  });

  it('offers everything that is not in the registry, in the order of the file, with a reason', () => {
    const { lists } = planOf(700);
    const invalid = [{ line: 150, text: '=bad', reason: 'Not allowed.' }];

    const rows = failedRows(batches, lists.slice(1), invalid);

    expect(rows.map(({ line }) => line)).to.deep.equal(rows.map(({ line }) => line).toSorted((one, two) => one - two));
    expect(rows.length).to.equal(501);
    expect([101, 201, 301, 401, 601].map((line) => rows.find((row) => row.line === line)?.reason)).to.deep.equal([
      'Not sent.',
      'The answer was lost on the way. Trying again is safe: it cannot be submitted twice.',
      'The registry refused for the moment. Nothing was written.',
      'The table was full.',
      'The body is too large.',
    ]);
    expect(failedTable(rows).slice(0, 2)).to.deep.equal([
      ['customer_id', 'reason', 'line'],
      ['CUST-101', 'Not sent.', '101'],
    ]);
  });
});

describe('The map of the batches', () => {
  it('has a cell for each of them', () => {
    expect(cellsOf(batchesOf(recorded, { kind: 'sending' }, { kind: 'waiting' }))).to.deep.equal([
      'done',
      'under-way',
      'to-come',
    ]);
  });

  it('shows in one cell of several what a person must see first', () => {
    const waiting = Array.from({ length: 1_000 }, (): BatchState => ({ kind: 'waiting' }));
    const states = waiting.with(6, { kind: 'to-retry', problem: { kind: 'no-answer' } }).with(9, recorded);

    expect(cellsOf(batchesOf(...states)).slice(0, 3)).to.deep.equal(['to-come', 'wrong', 'to-come']);
    expect(cellsOf(batchesOf(...states))).to.have.lengthOf(200);
  });
});
