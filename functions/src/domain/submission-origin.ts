import type { Origin, WriteToken } from './customer-id-row.ts';
import type { NewSubmission } from './submission.ts';

/**
 * The submission ID is the write token, so every delivery and retry uses the same one. The client is the one that submitted,
 * as its record names it.
 */
export function submissionOrigin({ submissionId, client }: Pick<NewSubmission, 'submissionId' | 'client'>): Origin {
  const token: string = submissionId;
  return { source: 'submission', submissionId, token: token as WriteToken, ...(client ? { client } : {}) };
}
