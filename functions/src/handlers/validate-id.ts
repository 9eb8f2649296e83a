import { describeCustomerIdFault, parseCustomerId } from '#domain/customer-id.ts';
import { InvalidSubmissionError } from '#domain/invalid-submission-error.ts';
import { stepOf } from '#domain/submission.ts';
import { type CheckedSubmission, type IdVerdict, memberOf, readSubmissionId } from '#domain/submission-state.ts';
import { parseSubmissionRequest } from '#http/submission-request.ts';
import type { Clock, SubmittedIds, World } from '#ports.ts';
import { clock, liveWorld } from '#runtime/runtime.ts';
import { task } from '#steps/task.ts';

interface Needs {
  readonly clock: Clock;
}

export const validateIds =
  ({ clock }: Needs) =>
  async ({ submissionId, ids }: SubmittedIds): Promise<CheckedSubmission> => {
    const startedAt = clock.now();
    const results = ids.map(verdictOn);
    const validCount = results.filter(({ outcome }) => outcome === 'valid').length;
    return { submissionId, results, validCount, steps: [stepOf('ValidateIds', startedAt, clock.now())] };
  };

function verdictOn(text: string): IdVerdict {
  const id = parseCustomerId(text);
  return id.ok
    ? { id: id.value, outcome: 'valid' }
    : { id: text, outcome: 'invalid', reason: describeCustomerIdFault(id.failure) };
}

/** Whoever may publish on the bus may start the workflow, so the envelope is checked as if nobody had before. */
function read(event: unknown): SubmittedIds {
  const submissionId = readSubmissionId(event);
  const ids = parseSubmissionRequest({ ids: memberOf(event, 'ids') });
  if (ids.ok) return { submissionId, ids: ids.value };
  const { pointer, detail } = ids.failure.errors[0] ?? { pointer: '/ids', detail: 'Not a list of IDs.' };
  throw new InvalidSubmissionError(`${pointer}: ${detail}`);
}

export const handlerIn = (world: World<Needs>) =>
  task({
    world,
    read,
    run: validateIds,
    report: ({ submissionId, results, validCount }) => ({
      logFields: { step: 'ValidateIds', submissionId, valid: validCount, invalid: results.length - validCount },
    }),
  });

export const handler = handlerIn(liveWorld({ clock }));
