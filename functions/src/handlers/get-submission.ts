import type { Failure } from '#domain/failure.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { Submission } from '#domain/submission.ts';
import { parseSubmissionId, type SubmissionId } from '#domain/submission-id.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import { toSubmissionBody } from '#http/submission-response.ts';
import type { Clock, Runtime, SubmissionStore } from '#ports.ts';
import { clock, createRuntime, submissions } from '#runtime/runtime.ts';

interface Deps {
  readonly submissions: Pick<SubmissionStore, 'find'>;
  readonly clock: Clock;
}

export const getSubmission =
  ({ submissions, clock }: Deps) =>
  async (id: SubmissionId): Promise<Result<Submission, Failure>> => {
    const submission = await submissions.find(id, clock.now());
    return submission ? succeed(submission) : fail({ code: 'submission-not-found' });
  };

/** A malformed ID returns the same 404 as an unknown one. */
function parseRequest(request: HttpRequest): Result<SubmissionId, Failure> {
  const id = parseSubmissionId(request.pathParameter('submissionId'));
  return id.ok ? id : fail({ code: 'submission-not-found' });
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    effect: 'reads',
    parse: parseRequest,
    run: getSubmission,
    respond: (submission) => ({ status: 200, body: toSubmissionBody(submission) }),
  });

export const handler = createHandler(createRuntime({ submissions, clock }));
