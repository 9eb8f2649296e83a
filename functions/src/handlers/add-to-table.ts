import { type CustomerId, parseCustomerId } from '#domain/customer-id.ts';
import { InvalidSubmissionError } from '#domain/invalid-submission-error.ts';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { countOutcomes, type Outcome, type Step, toStep } from '#domain/submission.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import { submissionOrigin } from '#domain/submission-origin.ts';
import {
  type ProcessedSubmission,
  parseValidatedSubmission,
  requireSameLength,
  type ValidatedSubmission,
} from '#domain/submission-state.ts';
import { TransientError } from '#domain/transient-error.ts';
import { decideAddition } from '#domain/write-decision.ts';
import type { CustomerIdStore, Deadline, Pseudonym, Runtime } from '#ports.ts';
import { clock, createRuntime, customerIds, pseudonym, submissions } from '#runtime/runtime.ts';
import { forEachConcurrently } from '#steps/for-each-concurrently.ts';
import { type LoadDeps, loadSubmission } from '#steps/load-submission.ts';
import { type Report, task } from '#steps/task.ts';

interface Deps extends LoadDeps {
  readonly customerIds: CustomerIdStore;
  readonly pseudonym: Pseudonym;
}

/** One submitted string. `id` is missing if the string is not a valid customer ID. */
interface Addition {
  readonly id?: CustomerId;
  readonly outcome: Outcome;
}

interface Processed {
  readonly submission: ValidatedSubmission;
  readonly additions: readonly Addition[];
  readonly step: Step;
}

const concurrencyMax = 16;

/**
 * Idempotent: a row records the submission that added it. A completed submission is never applied again, because its
 * rows may have been deleted and their tokens dropped since.
 */
export const addToTable =
  (deps: Deps, deadline: Deadline) =>
  async (submission: ValidatedSubmission): Promise<Processed> => {
    const startedAt = deps.clock.now();
    const stored = await loadSubmission(deps, submission.submissionId);
    requireSameLength(stored.ids, submission.outcomes);
    const additions =
      stored.status === 'completed' ? stored.results : await addAll(deps, deadline, submission, stored.ids);
    return { submission, additions, step: toStep('AddToTable', startedAt, deps.clock.now()) };
  };

async function addAll(
  deps: Deps,
  { signal }: Deadline,
  { submissionId, outcomes }: ValidatedSubmission,
  texts: readonly string[],
): Promise<readonly Addition[]> {
  const ids = outcomes.map((outcome, position) => (outcome === 'valid' ? readId(texts[position] ?? '') : undefined));
  const unique = new Set(ids.filter((id) => id !== undefined));
  const written = new Map<CustomerId, Outcome>();
  // Deduplicated: a second write of the same ID would find the submission's own token and report `added` again.
  await forEachConcurrently([...unique], concurrencyMax, async (id) => {
    if (signal.aborted) throw new TransientError('The deadline passed before all IDs were written.');
    written.set(id, await add(deps, submissionId, id));
  });
  return toAdditions(ids, written);
}

async function add({ customerIds, clock }: Deps, submissionId: SubmissionId, id: CustomerId) {
  const change = { id, origin: submissionOrigin(submissionId), at: clock.now() };
  const { outcome } = await writeWithRetry(customerIds, (row) => decideAddition(change, row), undefined);
  return outcome;
}

function readId(text: string): CustomerId {
  const id = parseCustomerId(text);
  if (!id.ok) throw new InvalidSubmissionError('An ID that passed validation is invalid.');
  return id.value;
}

/** The first occurrence gets the outcome of the write; a repetition is `existing`. */
function toAdditions(
  ids: readonly (CustomerId | undefined)[],
  written: ReadonlyMap<CustomerId, Outcome>,
): readonly Addition[] {
  const remaining = new Map(written);
  return ids.map((id) => {
    if (id === undefined) return { outcome: 'invalid' };
    const outcome = remaining.get(id) ?? 'existing';
    remaining.delete(id);
    return { id, outcome };
  });
}

function toState({ submission, additions, step }: Processed): ProcessedSubmission {
  return { ...submission, outcomes: additions.map(({ outcome }) => outcome), steps: [...submission.steps, step] };
}

/** Logs the pseudonyms of added IDs, so that you can find the submission that added a given ID. */
function report({ submission: { submissionId }, additions }: Processed, { pseudonym }: Deps): Report {
  const added = additions.flatMap(({ id, outcome }) => (id && outcome === 'added' ? [pseudonym(id)] : []));
  const counts = countOutcomes(additions.map(({ outcome }) => outcome));
  return { logFields: { step: 'AddToTable', submissionId, ...counts, customers: added.join(' ') } };
}

export const createHandler = (runtime: Runtime<Deps>) =>
  task({ runtime, parse: parseValidatedSubmission, run: addToTable, report, toState });

export const handler = createHandler(createRuntime({ customerIds, submissions, clock, pseudonym }));
