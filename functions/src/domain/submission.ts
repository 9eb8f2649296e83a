import type { CustomerId } from './customer-id.ts';
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

export type StepName = 'ValidateIds' | 'AddToTable' | 'LogEvent';

/** Times come from the handlers: the state machine's clock differs between AWS and the local runner. */
export interface Step {
  readonly name: StepName;
  readonly startedAt: Timestamp;
  readonly endedAt: Timestamp;
}

/** `id` is the raw submitted text. */
export interface InvalidId {
  readonly id: string;
  readonly outcome: 'invalid';
  readonly reason: string;
}

export interface RegisteredId {
  readonly id: CustomerId;
  readonly outcome: 'added' | 'existing';
}

/** Final outcome of one submitted string. */
export type IdResult = RegisteredId | InvalidId;

export interface SubmissionCounts {
  readonly submitted: number;
  readonly added: number;
  readonly existing: number;
  readonly invalid: number;
}

/** `reason` is a sentence for users. `step` is missing if unknown. */
export interface SubmissionFailure {
  readonly step?: StepName;
  readonly reason: string;
}

export interface ReceivedSubmission {
  readonly submissionId: SubmissionId;
  readonly status: 'received';
  readonly counts: Pick<SubmissionCounts, 'submitted'>;
}

export interface FailedSubmission {
  readonly submissionId: SubmissionId;
  readonly status: 'failed';
  readonly counts: Pick<SubmissionCounts, 'submitted'>;
  readonly failure: SubmissionFailure;
}

export interface CompletedSubmission {
  readonly submissionId: SubmissionId;
  readonly status: 'completed';
  readonly completedAt: Timestamp;
  readonly counts: SubmissionCounts;
  readonly results: readonly IdResult[];
  readonly steps: readonly Step[];
}

export type Submission = ReceivedSubmission | FailedSubmission | CompletedSubmission;

export type SubmissionSummary =
  | Omit<ReceivedSubmission | FailedSubmission, 'failure'>
  | Omit<CompletedSubmission, 'results' | 'steps'>;

/** Makes a submission visible. Written after its event is published. */
export interface Publication {
  readonly publishedAt: Timestamp;
  /** UTC date of receipt; partition key of the list index. */
  readonly day: string;
  readonly expiresAt: EpochSeconds;
}

export function toStep(name: StepName, startedAt: EpochMillis, endedAt: EpochMillis): Step {
  return { name, startedAt: toTimestamp(startedAt), endedAt: toTimestamp(endedAt) };
}

export function countResults(results: readonly IdResult[]): SubmissionCounts {
  const count = (outcome: IdResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return {
    submitted: results.length,
    added: count('added'),
    existing: count('existing'),
    invalid: count('invalid'),
  };
}

/** Day and expiry depend only on the ID, so every writer computes the same values. */
export function toPublication(id: SubmissionId, publishedAt: EpochMillis, retentionDays: number): Publication {
  return {
    publishedAt: toTimestamp(publishedAt),
    day: toUtcDay(decodeReceivedAt(id)),
    expiresAt: submissionExpiry(id, retentionDays),
  };
}

/** An unpublished submission expires together with the idempotency claim that could still publish it. */
export function unpublishedExpiry(now: EpochMillis): EpochSeconds {
  return toExpiry(daysAfter(now, 1));
}

export function toUtcDay(at: EpochMillis): string {
  return toTimestamp(at).slice(0, 'YYYY-MM-DD'.length);
}

export function hasExpired(id: SubmissionId, retentionDays: number, now: EpochMillis): boolean {
  return isExpired(submissionExpiry(id, retentionDays), now);
}

function submissionExpiry(id: SubmissionId, retentionDays: number): EpochSeconds {
  return toExpiry(daysAfter(decodeReceivedAt(id), retentionDays));
}
