import { describeCustomerIdFault, parseCustomerId } from '#domain/customer-id.ts';
import { InvalidSubmissionError } from '#domain/invalid-submission-error.ts';
import { toStep } from '#domain/submission.ts';
import {
  getMember,
  readSubmissionId,
  type ValidatedSubmission,
  type ValidationResult,
} from '#domain/submission-state.ts';
import { parseSubmissionRequest } from '#http/submission-request.ts';
import type { Clock, Runtime, SubmittedIds } from '#ports.ts';
import { clock, createRuntime } from '#runtime/runtime.ts';
import { task } from '#steps/task.ts';

interface Deps {
  readonly clock: Clock;
}

export const validateIds =
  ({ clock }: Deps) =>
  async ({ submissionId, ids }: SubmittedIds): Promise<ValidatedSubmission> => {
    const startedAt = clock.now();
    const results = ids.map(validateId);
    const validCount = results.filter(({ outcome }) => outcome === 'valid').length;
    return { submissionId, results, validCount, steps: [toStep('ValidateIds', startedAt, clock.now())] };
  };

function validateId(text: string): ValidationResult {
  const id = parseCustomerId(text);
  return id.ok
    ? { id: id.value, outcome: 'valid' }
    : { id: text, outcome: 'invalid', reason: describeCustomerIdFault(id.failure) };
}

/** Any publisher on the bus can start the workflow, so the event is validated like an API request. */
function parseEvent(event: unknown): SubmittedIds {
  const submissionId = readSubmissionId(event);
  const ids = parseSubmissionRequest({ ids: getMember(event, 'ids') });
  if (ids.ok) return { submissionId, ids: ids.value };
  const { pointer, detail } = ids.failure.errors[0] ?? { pointer: '/ids', detail: 'ids must be an array of strings.' };
  throw new InvalidSubmissionError(`${pointer}: ${detail}`);
}

export const createHandler = (runtime: Runtime<Deps>) =>
  task({
    runtime,
    parse: parseEvent,
    run: validateIds,
    report: ({ submissionId, results, validCount }) => ({
      logFields: { step: 'ValidateIds', submissionId, valid: validCount, invalid: results.length - validCount },
    }),
  });

export const handler = createHandler(createRuntime({ clock }));
