import type { ClientName } from '#domain/client.ts';
import { parseCustomerId } from '#domain/customer-id.ts';
import { toTimestamp } from '#domain/instant.ts';
import { InvalidSubmissionError } from '#domain/invalid-submission-error.ts';
import { toStep } from '#domain/submission.ts';
import { resumeAt } from '#domain/submission-attempts.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import { readSubmissionId, type ValidatedSubmission, type Validity } from '#domain/submission-state.ts';
import type { Runtime, SubmissionStore } from '#ports.ts';
import { clock, createRuntime, submissions } from '#runtime/runtime.ts';
import { type LoadDeps, loadSubmission } from '#steps/load-submission.ts';
import { task } from '#steps/task.ts';

interface Deps extends LoadDeps {
  readonly submissions: Pick<SubmissionStore, 'load' | 'change'>;
}

interface Validation {
  readonly state: ValidatedSubmission;
  /** The submitter, as the record names it. */
  readonly client: ClientName | undefined;
}

export const validateIds =
  (deps: Deps) =>
  async (submissionId: SubmissionId): Promise<Validation> => {
    const startedAt = deps.clock.now();
    const { action, ids, status, client } = await loadSubmission(deps, submissionId);
    if (status === 'failed') await deps.submissions.change(submissionId, resumeAt(toTimestamp(startedAt)), startedAt);
    const outcomes = ids.map((text): Validity => (parseCustomerId(text).ok ? 'valid' : 'invalid'));
    const validCount = outcomes.filter((outcome) => outcome === 'valid').length;
    const steps = [toStep('ValidateIds', startedAt, deps.clock.now())];
    return { state: { submissionId, action, outcomes, validCount, steps }, client };
  };

/** Any publisher on the bus can start the workflow. Other members, such as IDs, would be ignored, so they are an error. */
function parseEvent(event: unknown): SubmissionId {
  const submissionId = readSubmissionId(event);
  const names = Object.keys(Object(event));
  if (names.length > 1) throw new InvalidSubmissionError('The event may contain only submissionId.');
  return submissionId;
}

export const createHandler = (runtime: Runtime<Deps>) =>
  task({
    runtime,
    parse: parseEvent,
    run: validateIds,
    report: ({ state: { submissionId, action, outcomes, validCount }, client }) => ({
      logFields: {
        step: 'ValidateIds',
        submissionId,
        client,
        action,
        valid: validCount,
        invalid: outcomes.length - validCount,
      },
    }),
    toState: ({ state }) => state,
  });

export const handler = createHandler(createRuntime({ submissions, clock }));
