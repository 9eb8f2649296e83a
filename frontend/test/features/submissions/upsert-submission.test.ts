import { expect } from 'chai';
import { describe, it } from 'mocha';
import { upsertSubmission } from '#features/submissions/upsert-submission.ts';
import type { SubmissionSummary } from '#lib/api/submissions.ts';

const summary = (submissionId: string, status: SubmissionSummary['status'] = 'completed'): SubmissionSummary => ({
  submissionId,
  status,
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 1 },
});
const page = (ids: readonly string[], nextCursor: string | null = null) => ({
  items: ids.map((id) => summary(id)),
  nextCursor,
});
const toIds = (pages: ReturnType<typeof upsertSubmission>) =>
  pages.map(({ items }) => items.map(({ submissionId }) => submissionId));

describe('upsertSubmission', () => {
  it('inserts a new submission on top and a missing one at its sorted position', () => {
    const pages = [page(['05', '03'], 'next'), page(['02'])];

    expect(toIds(upsertSubmission(pages, summary('07')))).to.deep.equal([['07', '05', '03'], ['02']]);
    expect(toIds(upsertSubmission(pages, summary('04')))).to.deep.equal([['05', '04', '03'], ['02']]);
    expect(toIds(upsertSubmission([page([])], summary('04')))).to.deep.equal([['04']]);
  });

  it('updates the status of a listed submission', () => {
    const pages = upsertSubmission([page(['05', '03'])], summary('03', 'failed'));

    expect(pages[0]?.items.map(({ status }) => status)).to.deep.equal(['completed', 'failed']);
  });

  it('returns the same pages if the submission is unchanged or older than the loaded ones', () => {
    const pages = [page(['05', '03'], 'next')];

    expect([upsertSubmission(pages, summary('01')), upsertSubmission(pages, summary('05'))]).to.deep.equal([
      pages,
      pages,
    ]);
    expect(upsertSubmission(pages, summary('05'))).to.equal(pages);
  });
});
