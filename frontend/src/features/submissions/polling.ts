import type { Submission, SubmissionSummary } from '#lib/api/submissions.ts';
import { pollIntervalMaxMillis, pollIntervalMillis } from '#lib/api/submissions.ts';

/** Milliseconds until the next poll, or false once the submission has ended. */
export function submissionPollMillis(submission: Submission | undefined, pollCount: number): number | false {
  return submission?.status === 'received' && pollIntervalMillis(pollCount);
}

export const listPollMillis = (submissions: readonly SubmissionSummary[]): number | false =>
  submissions.some(({ status }) => status === 'received') && pollIntervalMaxMillis;
