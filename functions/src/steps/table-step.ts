import type { ClientName } from '#domain/client.ts';
import { type CustomerId, parseCustomerId } from '#domain/customer-id.ts';
import { InvalidSubmissionError } from '#domain/invalid-submission-error.ts';
import {
  type Action,
  countOutcomes,
  type Outcome,
  type Step,
  type StepName,
  type Submission,
  toStep,
} from '#domain/submission.ts';
import { type ProcessedSubmission, requireMatch, type ValidatedSubmission } from '#domain/submission-state.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { CustomerIdStore, Deadline, Pseudonym } from '#ports.ts';
import { forEachConcurrently } from './for-each-concurrently.ts';
import { type LoadDeps, loadSubmission } from './load-submission.ts';
import type { Report } from './task.ts';

export interface TableDeps extends LoadDeps {
  readonly customerIds: CustomerIdStore;
  readonly pseudonym: Pseudonym;
}

/** A step that writes the valid IDs of a submission to the registry. */
export interface TableStep<Deps extends TableDeps> {
  readonly name: StepName;
  readonly action: Action;
  /** The outcome of a write that changed the row. */
  readonly changed: Outcome;
  /** The outcome of an ID that precedes in the same submission. */
  readonly repeated: Outcome;
  /** Idempotent: a row records the submissions that changed it. */
  readonly write: (deps: Deps, submission: Submission, id: CustomerId) => Promise<Outcome>;
}

/** One submitted string. `id` is missing if the string is not a valid customer ID. */
interface Entry {
  readonly id?: CustomerId;
  readonly outcome: Outcome;
}

interface Processed {
  readonly submission: ValidatedSubmission;
  /** The submitter, as the record names it. */
  readonly client?: ClientName | undefined;
  readonly entries: readonly Entry[];
  readonly step: Step;
}

const concurrencyMax = 16;

/** Reads the IDs and the action from the record. */
export const runTableStep =
  <Deps extends TableDeps>(tableStep: TableStep<Deps>) =>
  (deps: Deps, deadline: Deadline) =>
  async (submission: ValidatedSubmission): Promise<Processed> => {
    const startedAt = deps.clock.now();
    const stored = await loadSubmission(deps, submission.submissionId);
    requireMatch(stored, submission);
    if (stored.action !== tableStep.action) throw new InvalidSubmissionError('The submission has another action.');
    // A completed submission is never applied again: its rows may have changed and their tokens been dropped since.
    const isCompleted = stored.status === 'completed';
    const entries = isCompleted ? stored.results : await writeAll(tableStep, deps, deadline, submission, stored);
    return { submission, client: stored.client, entries, step: toStep(tableStep.name, startedAt, deps.clock.now()) };
  };

async function writeAll<Deps extends TableDeps>(
  { write, repeated }: TableStep<Deps>,
  deps: Deps,
  { signal }: Deadline,
  { outcomes }: ValidatedSubmission,
  stored: Submission,
): Promise<readonly Entry[]> {
  const { ids: texts } = stored;
  const ids = outcomes.map((outcome, position) => (outcome === 'valid' ? readId(texts[position] ?? '') : undefined));
  const unique = new Set(ids.filter((id) => id !== undefined));
  const written = new Map<CustomerId, Outcome>();
  // Deduplicated: a second write of the same ID would find the submission's own token and report the same outcome again.
  await forEachConcurrently([...unique], concurrencyMax, async (id) => {
    if (signal.aborted) throw new TransientError('The deadline passed before all IDs were written.');
    written.set(id, await write(deps, stored, id));
  });
  return toEntries(ids, written, repeated);
}

function readId(text: string): CustomerId {
  const id = parseCustomerId(text);
  if (!id.ok) throw new InvalidSubmissionError('An ID that passed validation is invalid.');
  return id.value;
}

/** The first occurrence gets the outcome of the write. An ID that an undo left active is `changed` at each occurrence. */
function toEntries(
  ids: readonly (CustomerId | undefined)[],
  written: ReadonlyMap<CustomerId, Outcome>,
  repeated: Outcome,
): readonly Entry[] {
  const remaining = new Map(written);
  return ids.map((id) => {
    if (id === undefined) return { outcome: 'invalid' };
    const outcome = remaining.get(id) ?? (written.get(id) === 'changed' ? 'changed' : repeated);
    remaining.delete(id);
    return { id, outcome };
  });
}

export function toProcessedState({ submission, entries, step }: Processed): ProcessedSubmission {
  return { ...submission, outcomes: entries.map(({ outcome }) => outcome), steps: [...submission.steps, step] };
}

/** Logs the pseudonyms of changed IDs, so that you can find the submission that changed a given ID. */
export const reportTableStep =
  <Deps extends TableDeps>({ name, action, changed }: TableStep<Deps>) =>
  ({ submission: { submissionId }, client, entries }: Processed, { pseudonym }: Deps): Report => {
    const customers = entries.flatMap(({ id, outcome }) => (id && outcome === changed ? [pseudonym(id)] : []));
    const counts = countOutcomes(
      action,
      entries.map(({ outcome }) => outcome),
    );
    return { logFields: { step: name, submissionId, client, ...counts, customers: customers.join(' ') } };
  };
