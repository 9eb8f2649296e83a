import type { Failure } from '#domain/failure.ts';
import { toTimestamp } from '#domain/instant.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { Submission } from '#domain/submission.ts';
import { retryAt } from '#domain/submission-attempts.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import { endpoint } from '#http/endpoint.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import { parseSubmissionIdParameter } from '#http/submission-id-parameter.ts';
import { toReceiptResponse } from '#http/submission-response.ts';
import type { Clock, EventBus, Runtime, SubmissionStore } from '#ports.ts';
import { clock, createRuntime, eventBus, submissions } from '#runtime/runtime.ts';

interface Deps {
  readonly submissions: Pick<SubmissionStore, 'find' | 'change'>;
  readonly eventBus: EventBus;
  readonly clock: Clock;
}

/**
 * Publishes the event first, so that a failed submission stays failed if nothing was published. The execution may start,
 * and even end, before the attempt is recorded.
 */
export const retrySubmission =
  ({ submissions, eventBus, clock }: Deps) =>
  async (submissionId: SubmissionId): Promise<Result<Submission, Failure>> => {
    const now = clock.now();
    const submission = await submissions.find(submissionId, now);
    if (!submission) return fail({ code: 'submission-not-found' });
    if (submission.status === 'completed') return fail({ code: 'already-completed' });
    await eventBus.publish({ submissionId });
    try {
      await submissions.change(submissionId, retryAt(toTimestamp(now)), now);
    } catch (cause) {
      throw new OutcomeUnknownError('The event was published, but the attempt may not be recorded.', { cause });
    }
    return succeed(submission);
  };

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['retry-submission'],
    parse: parseSubmissionIdParameter,
    run: retrySubmission,
    respond: (submission) => ({
      ...toReceiptResponse(submission.submissionId, submission),
      logFields: { submissionId: submission.submissionId, submitted: submission.ids.length },
    }),
  });

export const handler = createHandler(createRuntime({ submissions, eventBus, clock }));
