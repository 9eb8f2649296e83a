import type { Submission, SubmissionSummary } from '#lib/api/submissions.ts';

const firstMillis = 1_000;
const lastMillis = 5_000;
const growth = 1.5;

/** From 1 s to 5 s between two looks, and none when there is nothing left to see. */
export function nextLook(submission: Submission | undefined, looks: number): number | false {
  if (submission?.status !== 'received') return false;
  return Math.min(lastMillis, firstMillis * growth ** Math.max(0, looks - 1));
}

export const nextListLook = (submissions: readonly SubmissionSummary[]): number | false =>
  submissions.some(({ status }) => status === 'received') ? lastMillis : false;
