import { randomBytes } from 'node:crypto';
import { makeSubmissionId, submissionIdRandomBytes } from '#domain/submission-id.ts';
import type { Clock, NewSubmissionId } from '#ports.ts';

export function randomSubmissionIds(clock: Clock): NewSubmissionId {
  return () => makeSubmissionId(clock.now(), randomBytes(submissionIdRandomBytes));
}
