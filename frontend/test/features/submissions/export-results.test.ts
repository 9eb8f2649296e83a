import { expect } from 'chai';
import { describe, it } from 'mocha';
import { detailsOf, resultRows } from '#features/submissions/export-results.ts';
import type { Submission } from '#lib/api/submissions.ts';

const submission: Submission = {
  submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
  status: 'received',
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 2 },
  results: [],
  steps: [],
};

describe('What can be taken away of a submission', () => {
  it('is a row for each submitted text, in the submitted order', () => {
    const results: Submission['results'] = [
      { id: 'CUST-1', outcome: 'added' },
      { id: '=cmd', outcome: 'invalid', reason: '"=" is not allowed (character 1).' },
      { id: 'CUST-1', outcome: 'existing' },
    ];

    expect(resultRows({ ...submission, status: 'completed', results })).to.deep.equal([
      ['customer_id', 'outcome', 'reason'],
      ['CUST-1', 'Added', ''],
      ['=cmd', 'Invalid', '"=" is not allowed (character 1).'],
      ['CUST-1', 'Already there', ''],
    ]);
  });

  it('is what failed, when and which, in three lines', () => {
    const failed: Submission = { ...submission, status: 'failed', failure: { step: 'AddToTable', reason: 'Busy.' } };

    expect(detailsOf(failed)).to.equal(
      'AddToTable could not write to the registry\nReceived 2026-11-22T10:41:55.100Z\nSubmission 01M81DJ99T2MFG6C0VJ1HNPE5S',
    );
    expect(detailsOf({ ...submission, status: 'failed', failure: { reason: 'Timed out.' } })).to.match(
      /^The workflow stopped\n/,
    );
  });
});
