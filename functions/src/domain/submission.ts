import type { ClientName } from './client.ts';
import {
  daysAfter,
  type EpochMillis,
  type EpochSeconds,
  isExpired,
  type Timestamp,
  toExpiry,
  toTimestamp,
} from './instant.ts';
import { decodeReceivedAt, type SubmissionId } from './submission-id.ts';

export type StepName = 'ValidateIds' | 'AddToTable' | 'DeleteFromTable' | 'LogEvent';

/** Times come from the handlers: the state machine's clock differs between AWS and the local runner. */
export interface Step {
  readonly name: StepName;
  readonly startedAt: Timestamp;
  readonly endedAt: Timestamp;
}

export const outcomesByAction = {
  add: ['added', 'existing', 'invalid'],
  delete: ['deleted', 'absent', 'changed', 'invalid'],
} as const;

export type Action = keyof typeof outcomesByAction;

export type Outcome = (typeof outcomesByAction)[Action][number];

/** Final outcome of one submitted string, at the position of that string in `ids`. */
export type IdResult =
  | { readonly outcome: Exclude<Outcome, 'invalid'> }
  | { readonly outcome: 'invalid'; readonly reason: string };

/** Has every outcome of the submission's action, and no other. */
export type SubmissionCounts = { readonly submitted: number } & Readonly<Partial<Record<Outcome, number>>>;

/** `reason` is a sentence for users. `step` is missing if unknown. */
export interface SubmissionFailure {
  readonly step?: StepName;
  readonly reason: string;
}

/** The content of a request to submit IDs. */
export interface SubmissionRequest {
  readonly action: Action;
  /** As submitted. Stored nowhere else: events, executions and queues refer to them by submission and position. */
  readonly ids: readonly string[];
  /** Names what the submission belongs to, such as the file of an import. */
  readonly label?: string;
  /** Deletes only what this submission added and nothing has changed since. */
  readonly addedBy?: SubmissionId;
}

export interface NewSubmission extends SubmissionRequest {
  readonly submissionId: SubmissionId;
  /** Whose key submitted it. Missing in records of an earlier build. */
  readonly client?: ClientName;
}

/** One execution of the workflow. `superseded`: a retry was requested before the end of the attempt was known. */
export interface Attempt {
  readonly startedAt: Timestamp;
  readonly status: 'running' | 'completed' | 'failed' | 'superseded';
  readonly endedAt?: Timestamp;
  readonly failure?: SubmissionFailure;
}

interface RecordedSubmission extends NewSubmission {
  /** The latest, oldest first. */
  readonly attempts: readonly Attempt[];
}

export interface ReceivedSubmission extends RecordedSubmission {
  readonly status: 'received';
  readonly counts: Pick<SubmissionCounts, 'submitted'>;
}

export interface FailedSubmission extends RecordedSubmission {
  readonly status: 'failed';
  readonly counts: Pick<SubmissionCounts, 'submitted'>;
  readonly failure: SubmissionFailure;
}

export interface CompletedSubmission extends RecordedSubmission {
  readonly status: 'completed';
  readonly completedAt: Timestamp;
  readonly counts: SubmissionCounts;
  readonly results: readonly IdResult[];
  readonly steps: readonly Step[];
}

/** The result of the last step. */
export type Completion = Pick<CompletedSubmission, 'completedAt' | 'counts' | 'results' | 'steps'>;

export type Submission = ReceivedSubmission | FailedSubmission | CompletedSubmission;

export type SubmissionStatus = Submission['status'];

export type SubmissionSummary =
  | Omit<ReceivedSubmission | FailedSubmission, 'ids' | 'attempts' | 'failure'>
  | Omit<CompletedSubmission, 'ids' | 'attempts' | 'results' | 'steps'>;

/** Makes a submission visible. Written after its event is published. */
export interface Publication {
  readonly publishedAt: Timestamp;
  /** UTC month of receipt, `YYYY-MM`; partition key of the list index. */
  readonly month: string;
}

/** The fields that never change while a submission is processed. */
export function toNewSubmission({ submissionId, action, ids, label, addedBy, client }: NewSubmission): NewSubmission {
  const optional = {
    ...(label === undefined ? {} : { label }),
    ...(addedBy === undefined ? {} : { addedBy }),
    ...(client === undefined ? {} : { client }),
  };
  return { submissionId, action, ids, ...optional };
}

export function toStep(name: StepName, startedAt: EpochMillis, endedAt: EpochMillis): Step {
  return { name, startedAt: toTimestamp(startedAt), endedAt: toTimestamp(endedAt) };
}

export function countOutcomes(action: Action, outcomes: readonly Outcome[]): SubmissionCounts {
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  const counts = outcomesByAction[action].map((outcome) => [outcome, count(outcome)] as const);
  return { submitted: outcomes.length, ...Object.fromEntries(counts) };
}

/** The month depends only on the ID, so every writer computes the same value. */
export function toPublication(id: SubmissionId, publishedAt: EpochMillis): Publication {
  return { publishedAt: toTimestamp(publishedAt), month: toUtcMonth(decodeReceivedAt(id)) };
}

export function toUtcMonth(at: EpochMillis): string {
  return toTimestamp(at).slice(0, 'YYYY-MM'.length);
}

export function hasExpired(id: SubmissionId, retentionDays: number, now: EpochMillis): boolean {
  return isExpired(submissionExpiry(id, retentionDays), now);
}

/** Later than any redelivery of its event, which is worthless without the recorded IDs. */
export function submissionExpiry(id: SubmissionId, retentionDays: number): EpochSeconds {
  return toExpiry(daysAfter(decodeReceivedAt(id), retentionDays));
}
