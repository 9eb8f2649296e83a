import { expect } from 'chai';
import { describe, it } from 'mocha';
import { nextLook } from '#features/submissions/polling.ts';
import type { Submission } from '#lib/api/submissions.ts';

const submission = (status: Submission['status']): Submission => ({
  submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
  status,
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 1 },
  results: [],
  steps: [],
});

describe('Looking at a submission that runs', () => {
  it('happens every second at first and every five seconds later', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 50].map((looks) => nextLook(submission('received'), looks));

    expect(pauses).to.deep.equal([1000, 1500, 2250, 3375, 5000, 5000, 5000]);
  });

  it('ends with the submission', () => {
    expect([nextLook(submission('completed'), 1), nextLook(submission('failed'), 1)]).to.deep.equal([false, false]);
  });
});
