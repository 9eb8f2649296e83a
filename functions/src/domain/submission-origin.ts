import type { Origin, WriteToken } from './customer-id-row.ts';
import type { SubmissionId } from './submission-id.ts';

/** The submission's id is the token of its writes: the same for every delivery and every retry. */
export function originOf(submissionId: SubmissionId): Origin {
  const token: string = submissionId;
  return { source: 'submission', submissionId, token: token as WriteToken };
}
