import type { Failure } from '#domain/failure.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { Submission } from '#domain/submission.ts';
import { parseSubmissionId, type SubmissionId } from '#domain/submission-id.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import { submissionBody } from '#http/submission-response.ts';
import type { Clock, SubmissionStore, World } from '#ports.ts';
import { clock, liveWorld, submissions } from '#runtime/runtime.ts';

interface Needs {
  readonly submissions: Pick<SubmissionStore, 'find'>;
  readonly clock: Clock;
}

export const getSubmission =
  ({ submissions, clock }: Needs) =>
  async (id: SubmissionId): Promise<Result<Submission, Failure>> => {
    const submission = await submissions.find(id, clock.now());
    return submission ? succeed(submission) : fail({ code: 'submission-not-found' });
  };

/** What is no submission id names no submission: the same answer, so that only ids we made can be told apart. */
function read(request: HttpRequest): Result<SubmissionId, Failure> {
  const id = parseSubmissionId(request.pathParameter('submissionId'));
  return id.ok ? id : fail({ code: 'submission-not-found' });
}

export const handlerIn = (world: World<Needs>) =>
  endpoint({
    world,
    effect: 'reads',
    read,
    run: getSubmission,
    answer: (submission) => ({ status: 200, body: submissionBody(submission) }),
  });

export const handler = handlerIn(liveWorld({ submissions, clock }));
