import { toTimestamp } from '#domain/instant.ts';
import type { Submission, SubmissionSummary } from '#domain/submission.ts';
import { decodeReceivedAt } from '#domain/submission-id.ts';
import type { Submission as SubmissionBody, SubmissionSummary as SummaryBody } from './contract.ts';

export function toSubmissionBody(submission: Submission): SubmissionBody {
  const summary = toSummaryBody(submission);
  switch (submission.status) {
    case 'received':
      return { ...summary, results: [], steps: [] };
    case 'failed':
      return { ...summary, results: [], steps: [], failure: submission.failure };
    case 'completed':
      return { ...summary, results: submission.results, steps: submission.steps };
  }
}

/** Copies fields one by one, so that no internal field is exposed. */
export function toSummaryBody(submission: SubmissionSummary): SummaryBody {
  const { submissionId, status, counts } = submission;
  const receivedAt = toTimestamp(decodeReceivedAt(submissionId));
  return submission.status === 'completed'
    ? { submissionId, status, receivedAt, completedAt: submission.completedAt, counts }
    : { submissionId, status, receivedAt, counts };
}
