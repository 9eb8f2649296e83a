import { toTimestamp } from '#domain/instant.ts';
import type { Submission, SubmissionSummary } from '#domain/submission.ts';
import { receiptOf } from '#domain/submission-id.ts';
import type { Submission as SubmissionBody, SubmissionSummary as SummaryBody } from './contract.ts';

export function submissionBody(submission: Submission): SubmissionBody {
  const summary = summaryBody(submission);
  switch (submission.status) {
    case 'received':
      return { ...summary, results: [], steps: [] };
    case 'failed':
      return { ...summary, results: [], steps: [], failure: submission.failure };
    case 'completed':
      return { ...summary, results: submission.results, steps: submission.steps };
  }
}

/** Named one by one, so that nothing else of the record can leave. */
export function summaryBody(submission: SubmissionSummary): SummaryBody {
  const { submissionId, status, counts } = submission;
  const receivedAt = toTimestamp(receiptOf(submissionId));
  return submission.status === 'completed'
    ? { submissionId, status, receivedAt, completedAt: submission.completedAt, counts }
    : { submissionId, status, receivedAt, counts };
}
