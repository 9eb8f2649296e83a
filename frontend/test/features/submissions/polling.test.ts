import { expect } from 'chai';
import { describe, it } from 'mocha';
import { submissionPollMillis } from '#features/submissions/polling.ts';
import type { Submission } from '#lib/api/submissions.ts';

const submission = (status: Submission['status']): Submission => ({
  submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
  status,
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 1 },
  results: [],
  steps: [],
});

describe('submissionPollMillis', () => {
  it('grows from one second to five seconds while the submission is running', () => {
    const intervals = [1, 2, 3, 4, 5, 6, 50].map((pollCount) =>
      submissionPollMillis(submission('received'), pollCount),
    );

    expect(intervals).to.deep.equal([1000, 1500, 2250, 3375, 5000, 5000, 5000]);
  });

  it('returns false once the submission has ended', () => {
    expect([
      submissionPollMillis(submission('completed'), 1),
      submissionPollMillis(submission('failed'), 1),
    ]).to.deep.equal([false, false]);
  });
});
