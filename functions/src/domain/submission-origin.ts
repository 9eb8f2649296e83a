import type { Origin, WriteToken } from './customer-id-row.ts';
import type { SubmissionId } from './submission-id.ts';

/** The submission ID is the write token, so every delivery and retry uses the same one. */
export function submissionOrigin(submissionId: SubmissionId): Origin {
  const token: string = submissionId;
  return { source: 'submission', submissionId, token: token as WriteToken };
}
