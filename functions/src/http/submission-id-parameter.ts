import type { Failure } from '#domain/failure.ts';
import { fail, type Result } from '#domain/result.ts';
import { parseSubmissionId, type SubmissionId } from '#domain/submission-id.ts';
import type { HttpRequest } from './http-request.ts';

/** A malformed ID returns the same 404 as an unknown one. */
export function parseSubmissionIdParameter(request: HttpRequest): Result<SubmissionId, Failure> {
  const id = parseSubmissionId(request.pathParameter('submissionId'));
  return id.ok ? id : fail({ code: 'submission-not-found' });
}
