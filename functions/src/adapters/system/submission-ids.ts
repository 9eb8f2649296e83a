import { randomBytes } from 'node:crypto';
import { createSubmissionId, submissionIdRandomBytes } from '#domain/submission-id.ts';
import type { Clock, NewSubmissionId } from '#ports.ts';

export function randomSubmissionIds(clock: Clock): NewSubmissionId {
  return () => createSubmissionId(clock.now(), randomBytes(submissionIdRandomBytes));
}
