import { InvalidSubmissionError } from '#domain/invalid-submission-error.ts';
import type { Submission } from '#domain/submission.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import type { Clock, SubmissionStore } from '#ports.ts';

export interface LoadDeps {
  readonly submissions: Pick<SubmissionStore, 'load'>;
  readonly clock: Clock;
}

export const missingRecord = 'The submission is not recorded, or its record has expired.';

/** Claim check: the event names a submission, and its record holds the IDs. Without the record there is nothing to retry. */
export async function loadSubmission({ submissions, clock }: LoadDeps, id: SubmissionId): Promise<Submission> {
  const submission = await submissions.load(id, clock.now());
  if (!submission) throw new InvalidSubmissionError(missingRecord);
  return submission;
}
