import { expect } from 'chai';
import { describe, it } from 'mocha';
import { withSubmission } from '#features/submissions/upsert-submission.ts';
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
const idsOf = (pages: ReturnType<typeof withSubmission>) =>
  pages.map(({ items }) => items.map(({ submissionId }) => submissionId));

describe('The list of submissions beside an open one', () => {
  it('has a new one on top, and one that the list missed in its place', () => {
    const pages = [page(['05', '03'], 'next'), page(['02'])];

    expect(idsOf(withSubmission(pages, summary('07')))).to.deep.equal([['07', '05', '03'], ['02']]);
    expect(idsOf(withSubmission(pages, summary('04')))).to.deep.equal([['05', '04', '03'], ['02']]);
    expect(idsOf(withSubmission([page([])], summary('04')))).to.deep.equal([['04']]);
  });

  it('says what has become of it', () => {
    const pages = withSubmission([page(['05', '03'])], summary('03', 'failed'));

    expect(pages[0]?.items.map(({ status }) => status)).to.deep.equal(['completed', 'failed']);
  });

  it('stays as it is for one that is older than all that is loaded, or already there', () => {
    const pages = [page(['05', '03'], 'next')];

    expect([withSubmission(pages, summary('01')), withSubmission(pages, summary('05'))]).to.deep.equal([pages, pages]);
    expect(withSubmission(pages, summary('05'))).to.equal(pages);
  });
});
