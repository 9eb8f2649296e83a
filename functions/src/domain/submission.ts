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
import { receiptOf, type SubmissionId } from './submission-id.ts';

export type StepName = 'ValidateIds' | 'AddToTable' | 'LogEvent';

/** Reported by the handlers themselves: the workflow's own clock is not the same everywhere it runs. */
export interface Step {
  readonly name: StepName;
  readonly startedAt: Timestamp;
  readonly endedAt: Timestamp;
}

/** Only an invalid one has a reason, and only it holds the raw text that was submitted. */
export interface InvalidId {
  readonly id: string;
  readonly outcome: 'invalid';
  readonly reason: string;
}

export interface RecordedId {
  readonly id: CustomerId;
  readonly outcome: 'added' | 'existing';
}

/** What became of one submitted string. */
export type IdResult = RecordedId | InvalidId;

export interface SubmissionCounts {
  readonly submitted: number;
  readonly added: number;
  readonly existing: number;
  readonly invalid: number;
}

/** In words for people; the step is left out where it is not known. */
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

/** A line of the list. */
export type SubmissionSummary =
  | Omit<ReceivedSubmission | FailedSubmission, 'failure'>
  | Omit<CompletedSubmission, 'results' | 'steps'>;

/** What makes a submission visible: it is written only once its event is out. */
export interface Publication {
  readonly publishedAt: Timestamp;
  /** The UTC date of receipt, under which the list finds it. */
  readonly day: string;
  readonly expiresAt: EpochSeconds;
}

export function stepOf(name: StepName, startedAt: EpochMillis, endedAt: EpochMillis): Step {
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

/** Day and expiry follow from the id alone, so that whoever writes them writes the same. */
export function publicationOf(id: SubmissionId, publishedAt: EpochMillis, retentionDays: number): Publication {
  return {
    publishedAt: toTimestamp(publishedAt),
    day: dayOf(receiptOf(id)),
    expiresAt: expiryOf(id, retentionDays),
  };
}

/** A record whose event never got out is forgotten together with the idempotency key that could still revive it. */
export function unpublishedExpiry(now: EpochMillis): EpochSeconds {
  return toExpiry(daysAfter(now, 1));
}

export function dayOf(at: EpochMillis): string {
  return toTimestamp(at).slice(0, 'YYYY-MM-DD'.length);
}

export function hasExpired(id: SubmissionId, retentionDays: number, now: EpochMillis): boolean {
  return isExpired(expiryOf(id, retentionDays), now);
}

function expiryOf(id: SubmissionId, retentionDays: number): EpochSeconds {
  return toExpiry(daysAfter(receiptOf(id), retentionDays));
}
