import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isStuck } from '#features/submissions/format-submission.ts';
import { submissionPollMillis, toRetried, upsertSubmission } from '#features/submissions/use-submissions.ts';
import type { Submission, SubmissionSummary } from '#lib/api/submissions.ts';

const submission = (status: Submission['status']): Submission => ({
  submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
  status,
  action: 'add',
  receivedAt: '2026-11-22T10:41:55.100Z',
  counts: { submitted: 1 },
  results: [],
  steps: [],
  attempts: [],
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

describe('toRetried', () => {
  const retriedAt = '2026-11-22T10:55:00.000Z';
  const started = { startedAt: retriedAt, status: 'running' } as const;

  it('ends an attempt that is still running as superseded and starts another, so the submission is no longer stuck', () => {
    const stuck: Submission = {
      ...submission('received'),
      attempts: [{ startedAt: '2026-11-22T10:41:55.100Z', status: 'running' }],
    };

    const retried = toRetried(stuck, retriedAt);

    expect([isStuck(stuck, new Date(retriedAt)), isStuck(retried, new Date(retriedAt))]).to.deep.equal([true, false]);
    expect(retried.attempts).to.deep.equal([
      { startedAt: '2026-11-22T10:41:55.100Z', status: 'superseded', endedAt: retriedAt },
      started,
    ]);
  });

  it('shows a failed submission as received and keeps its latest 10 attempts', () => {
    const failure = { reason: 'The table was full.' };
    const attempts = Array.from({ length: 10 }, (_, minute): Submission['attempts'][number] => ({
      startedAt: `2026-11-22T10:4${minute}:00.000Z`,
      endedAt: `2026-11-22T10:4${minute}:10.000Z`,
      status: 'failed',
      failure,
    }));

    const retried = toRetried({ ...submission('failed'), failure, attempts }, retriedAt);

    expect(retried).to.deep.equal({ ...submission('received'), attempts: [...attempts.slice(1), started] });
  });
});

const summary = (submissionId: string, status: SubmissionSummary['status'] = 'completed'): SubmissionSummary => ({
  submissionId,
  status,
  action: 'add',
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
