import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  attemptMillisMax,
  formatFailureDetails,
  formatLateStart,
  formatOutcome,
  formatTimes,
  isStuck,
  toResultRows,
} from '#features/submissions/format-submission.ts';
import type { Submission } from '#lib/api/submissions.ts';
import { format } from '#lib/format.ts';
import { stateMachineDefinition } from '#support/functions/state-machine.ts';

const submission: Submission = {
  submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
  status: 'received',
  action: 'add',
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 2 },
  results: [],
  steps: [],
  attempts: [],
};

describe('Export of a submission', () => {
  it('writes one CSV row per submitted entry in the submitted order', () => {
    const results: Submission['results'] = [
      { id: 'CUST-1', outcome: 'added' },
      { id: '=cmd', outcome: 'invalid', reason: '"=" is not allowed (character 1).' },
      { id: 'CUST-1', outcome: 'existing' },
    ];

    expect(toResultRows({ ...submission, status: 'completed', results })).to.deep.equal([
      ['customer_id', 'outcome', 'reason'],
      ['CUST-1', 'Added', ''],
      ['=cmd', 'Invalid', '"=" is not allowed (character 1).'],
      ['CUST-1', 'Already there', ''],
    ]);
  });

  it('names the outcomes of a delete submission', () => {
    const results: Submission['results'] = [
      { id: 'CUST-1', outcome: 'deleted' },
      { id: 'CUST-2', outcome: 'absent' },
      { id: 'CUST-3', outcome: 'changed' },
    ];
    const counts = { submitted: 4, deleted: 1, absent: 1, changed: 1, invalid: 1 };
    const deleted: Submission = { ...submission, action: 'delete', status: 'completed', counts, results };

    expect(toResultRows(deleted).map(([, outcome]) => outcome)).to.deep.equal([
      'outcome',
      'Deleted',
      'Not there',
      'Changed since',
    ]);
    expect(formatOutcome(deleted)).to.equal('1 deleted, 1 not there, 1 changed since, 1 invalid');
  });

  it('copies the failure, the time of receipt and the submission ID in three lines', () => {
    const failed: Submission = { ...submission, status: 'failed', failure: { step: 'AddToTable', reason: 'Busy.' } };

    expect(formatFailureDetails(failed)).to.equal(
      'The IDs could not be added to the registry\nReceived 2026-11-22T10:41:55.100Z\nSubmission 01M81DJ99T2MFG6C0VJ1HNPE5S',
    );
    expect(formatFailureDetails({ ...submission, status: 'failed', failure: { reason: 'Timed out.' } })).to.match(
      /^The workflow stopped\n/,
    );
  });
});

const at = (day: number, hour: number, second: number): string =>
  new Date(2026, 10, day, hour, 41, second).toISOString();

const completed = (startedAt: string, completedAt: string): Submission => ({
  submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
  status: 'completed',
  action: 'add',
  receivedAt: at(22, 10, 55),
  completedAt,
  counts: { submitted: 1, added: 1, existing: 0, invalid: 0 },
  results: [],
  steps: [{ name: 'ValidateIds', startedAt, endedAt: startedAt }],
  attempts: [],
});

describe('Times of a submission', () => {
  it('shows the date of completion only if it differs from the date of receipt', () => {
    const sameDay = completed(at(22, 10, 55), at(22, 10, 56));
    const nextDay = completed(at(23, 9, 0), at(23, 9, 1));

    expect(formatTimes(sameDay)).to.equal(
      `Received ${format.exactTime(sameDay.receivedAt)}, completed ${format.clock(at(22, 10, 56))}`,
    );
    expect(formatTimes(nextDay)).to.contain(`completed ${format.exactTime(at(23, 9, 1))}`);
  });

  it('explain a late start', () => {
    const redriven = completed(at(23, 9, 0), at(23, 9, 1));

    expect(formatLateStart(redriven)).to.match(
      /^These steps started .*, 22\u00a0h 59\u00a0min after the submission was received, because its delivery was delayed\.$/,
    );
    expect(formatLateStart(completed(at(22, 10, 57), at(22, 10, 58)))).to.equal(undefined);
    expect(formatLateStart({ ...redriven, status: 'received', steps: [] })).to.equal(undefined);
  });

  it('do not explain a late start that the list of attempts shows', () => {
    const attempts = [at(22, 10, 55), at(23, 9, 0)].map((startedAt) => ({ startedAt, status: 'failed' }) as const);

    expect(formatLateStart({ ...completed(at(23, 9, 0), at(23, 9, 1)), attempts })).to.equal(undefined);
  });
});

describe('A running submission', () => {
  const startedAt = at(22, 10, 55);
  const running: Submission = { ...submission, receivedAt: startedAt, attempts: [{ startedAt, status: 'running' }] };
  const later = (millis: number) => new Date(Date.parse(startedAt) + millis);

  it('may have stopped once it has run for longer than an execution can last', () => {
    expect(attemptMillisMax).to.be.greaterThan(stateMachineDefinition().TimeoutSeconds * 1000);
    expect(isStuck(running, later(attemptMillisMax))).to.equal(false);
    expect(isStuck(running, later(attemptMillisMax + 1))).to.equal(true);
  });

  it('counts from its last attempt', () => {
    const attempts = [...running.attempts, { startedAt: later(60_000).toISOString(), status: 'running' } as const];

    expect(isStuck({ ...running, attempts }, later(attemptMillisMax + 1))).to.equal(false);
  });

  it('never means a submission that has ended', () => {
    expect(isStuck({ ...running, status: 'failed' }, later(attemptMillisMax + 1))).to.equal(false);
  });
});
