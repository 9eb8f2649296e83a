import type { CustomerId } from '#domain/customer-id.ts';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { countResults, type IdResult, type RegisteredId, toStep } from '#domain/submission.ts';
import { submissionOrigin } from '#domain/submission-origin.ts';
import {
  type ProcessedSubmission,
  parseValidatedSubmission,
  type ValidatedSubmission,
  type ValidationResult,
} from '#domain/submission-state.ts';
import { TransientError } from '#domain/transient-error.ts';
import { decideAddition } from '#domain/write-decision.ts';
import type { Clock, CustomerIdStore, Deadline, Pseudonym, Runtime, SubmissionStore } from '#ports.ts';
import { clock, createRuntime, customerIds, pseudonym, submissions } from '#runtime/runtime.ts';
import { forEachConcurrently } from '#steps/for-each-concurrently.ts';
import { type Report, task } from '#steps/task.ts';

interface Deps {
  readonly customerIds: CustomerIdStore;
  readonly submissions: Pick<SubmissionStore, 'find'>;
  readonly clock: Clock;
  readonly pseudonym: Pseudonym;
}

type Outcome = RegisteredId['outcome'];

const concurrencyMax = 16;

/**
 * Idempotent: a row records the submission that added it. A completed submission is never applied again, because its
 * rows may have been deleted and their tokens dropped since.
 */
export const addToTable =
  (deps: Deps, deadline: Deadline) =>
  async (submission: ValidatedSubmission): Promise<ProcessedSubmission> => {
    const startedAt = deps.clock.now();
    const stored = await deps.submissions.find(submission.submissionId, startedAt);
    const results = stored?.status === 'completed' ? stored.results : await addAll(deps, deadline, submission);
    return { ...submission, results, steps: [...submission.steps, toStep('AddToTable', startedAt, deps.clock.now())] };
  };

async function addAll(deps: Deps, { signal }: Deadline, submission: ValidatedSubmission): Promise<readonly IdResult[]> {
  const outcomes = new Map<CustomerId, Outcome>();
  await forEachConcurrently(uniqueValidIds(submission.results), concurrencyMax, async (id) => {
    if (signal.aborted) throw new TransientError('The deadline passed before all IDs were written.');
    outcomes.set(id, await add(deps, submission, id));
  });
  return toIdResults(submission.results, outcomes);
}

async function add({ customerIds, clock }: Deps, { submissionId }: ValidatedSubmission, id: CustomerId) {
  const change = { id, origin: submissionOrigin(submissionId), at: clock.now() };
  const { outcome } = await writeWithRetry(customerIds, (row) => decideAddition(change, row), undefined);
  return outcome;
}

/** Deduplicated: a second write of the same ID would find the submission's own token and report `added` again. */
function uniqueValidIds(results: readonly ValidationResult[]): readonly CustomerId[] {
  return [...new Set(results.flatMap((result) => (result.outcome === 'valid' ? [result.id] : [])))];
}

/** The first occurrence gets the outcome of the write; a repetition is `existing`. */
function toIdResults(
  results: readonly ValidationResult[],
  outcomes: ReadonlyMap<CustomerId, Outcome>,
): readonly IdResult[] {
  const remaining = new Map(outcomes);
  return results.map((result) => {
    if (result.outcome === 'invalid') return result;
    const outcome = remaining.get(result.id) ?? 'existing';
    remaining.delete(result.id);
    return { id: result.id, outcome };
  });
}

/** Logs the pseudonyms of added IDs, so that you can find the submission that added a given ID. */
function report({ submissionId, results }: ProcessedSubmission, { pseudonym }: Deps): Report {
  const added = results.flatMap((result) => (result.outcome === 'added' ? [pseudonym(result.id)] : []));
  return { logFields: { step: 'AddToTable', submissionId, ...countResults(results), customers: added.join(' ') } };
}

export const createHandler = (runtime: Runtime<Deps>) =>
  task({ runtime, parse: parseValidatedSubmission, run: addToTable, report });

export const handler = createHandler(createRuntime({ customerIds, submissions, clock, pseudonym }));
