import { expect } from 'chai';
import { describe, it } from 'mocha';
import { formatFailureDetails, toResultRows } from '#features/submissions/export-results.ts';
import type { Submission } from '#lib/api/submissions.ts';

const submission: Submission = {
  submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
  status: 'received',
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 2 },
  results: [],
  steps: [],
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
