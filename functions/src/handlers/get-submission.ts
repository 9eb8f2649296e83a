import type { Failure } from '#domain/failure.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { Submission } from '#domain/submission.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import { endpoint } from '#http/endpoint.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import { parseSubmissionIdParameter } from '#http/submission-id-parameter.ts';
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

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['get-submission'],
    parse: parseSubmissionIdParameter,
    run: getSubmission,
    respond: (submission) => ({ status: 200, body: toSubmissionBody(submission) }),
  });

export const handler = createHandler(createRuntime({ submissions, clock }));
