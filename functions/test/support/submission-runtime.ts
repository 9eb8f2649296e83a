import { memoryCustomerIds } from '#adapters/memory/customer-ids.ts';
import { memorySubmissions } from '#adapters/memory/submissions.ts';
import { sha256 } from '#adapters/system/digest.ts';
import { type Action, type NewSubmission, submissionExpiry } from '#domain/submission.ts';
import { createSubmissionId, type SubmissionId, submissionIdRandomBytes } from '#domain/submission-id.ts';
import type { EventBus, SubmittedEvent } from '#ports.ts';
import { fixedClock } from '#support/functions/fixed-clock.ts';
import { memoryRuntime } from '#support/functions/memory-runtime.ts';
import { at } from '#support/functions/values.ts';

export const submissionRetentionDays = 30;

/** Memory stores and event bus for the submission handlers and the workflow steps. */
export function submissionRuntime({ searchedSubmissionsMax }: { readonly searchedSubmissionsMax?: number } = {}) {
  const clock = fixedClock(at(0));
  const customerIds = memoryCustomerIds();
  const { submissions, submissionIndex } = memorySubmissions(searchedSubmissionsMax);
  const published: SubmittedEvent[] = [];
  const eventBus: EventBus = {
    publish: async (event) => {
      published.push(event);
    },
  };
  let made = 0;
  const newSubmissionId = () => {
    made += 1;
    return createSubmissionId(clock.now(), Buffer.alloc(submissionIdRandomBytes, made));
  };
  const deps = {
    clock,
    customerIds,
    submissions,
    submissionIndex,
    eventBus,
    newSubmissionId,
    digest: sha256,
    pause: async (millis: number) => clock.advance(millis),
    pseudonym: (id: string) => `pseudonym-of-${id.length}`,
    submissionRetentionDays,
    tombstoneRetentionDays: 30,
  };
  return { ...memoryRuntime(deps, clock), deps, published };
}

/** Records a submission, as submit-customer-ids does before it publishes the event. */
export function recordSubmission(
  runtime: SubmissionRuntime,
  id: SubmissionId,
  ids: readonly string[],
  request: Partial<NewSubmission> = {},
): Promise<void> {
  const submission = { submissionId: id, action: 'add' as const, ids, ...request };
  return runtime.deps.submissions.create(submission, submissionExpiry(id, submissionRetentionDays));
}

export const validateStep = {
  name: 'ValidateIds',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:00.001Z',
} as const;

/** The output of ValidateIds for a recorded submission. IDs with an exclamation mark are invalid. */
export function toValidatedState(submissionId: SubmissionId, action: Action, ids: readonly string[]) {
  const outcomes = ids.map((text) => (text.includes('!') ? 'invalid' : 'valid'));
  const validCount = outcomes.filter((outcome) => outcome === 'valid').length;
  return { submissionId, action, outcomes, validCount, steps: [validateStep] };
}

export type SubmissionRuntime = ReturnType<typeof submissionRuntime>;
