import type { Submission, SubmissionSummary } from '#lib/api/submissions.ts';
import { pollIntervalMaxMillis, pollIntervalMillis } from '#lib/poll-interval.ts';

/** When to look again, and never when there is nothing left to see. */
export function nextLook(submission: Submission | undefined, looks: number): number | false {
  return submission?.status === 'received' && pollIntervalMillis(looks);
}

export const nextListLook = (submissions: readonly SubmissionSummary[]): number | false =>
  submissions.some(({ status }) => status === 'received') && pollIntervalMaxMillis;
