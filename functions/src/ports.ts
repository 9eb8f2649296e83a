/** What operations need from the world. Adapters make it real; tests give it memory and a fixed clock. */
import type { CustomerId } from '#domain/customer-id.ts';
import type { Source } from '#domain/customer-id-row.ts';
import type { EpochMillis, EpochSeconds, Timestamp } from '#domain/instant.ts';
import type { Shard } from '#domain/shard.ts';
import type {
  CompletedSubmission,
  Publication,
  Submission,
  SubmissionFailure,
  SubmissionSummary,
} from '#domain/submission.ts';
import type { SubmissionId } from '#domain/submission-id.ts';

/** One for each invocation: every call to the world ends with it. */
export interface Budget {
  readonly signal: AbortSignal;
}

export interface Clock {
  readonly now: () => EpochMillis;
}

export type { RowStore as CustomerIdStore, WriteOutcome } from '#domain/optimistic-write.ts';

export interface CustomerIdSummary {
  readonly id: CustomerId;
  readonly createdAt: Timestamp;
  readonly source: Source;
}

export interface ShardQuery {
  readonly shard: Shard;
  readonly prefix: string;
  /** Only IDs behind this one. */
  readonly after?: CustomerId;
  readonly limit: number;
}

/** Active IDs, sorted; may lag a moment behind the store. */
export interface CustomerIdIndex {
  readonly page: (query: ShardQuery) => Promise<readonly CustomerIdSummary[]>;
}

/** The only form in which an ID may be logged. */
export type Pseudonym = (id: CustomerId) => string;

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  readonly info: (message: string, fields: LogFields) => void;
  readonly error: (message: string, fields: LogFields, cause?: unknown) => void;
}

/** Every metric there is, in the namespace and service of its function: a count, unless its name ends in a unit. */
export type MetricName =
  | 'Added'
  | 'Existing'
  | 'Invalid'
  | 'Failed'
  | 'CompletionMillis'
  | 'Deleted'
  | 'NotFound'
  | 'PreconditionFailed'
  | 'Unavailable'
  | 'OutcomeUnknown'
  | 'InternalError';

export type Metrics = (values: Readonly<Partial<Record<MetricName, number>>>) => void;

/** What every invocation tells, whether or not its ports could be opened. */
export interface Telemetry {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Where a handler gets its ports from: nothing is read or opened before its first event. */
export interface World<Ports> {
  readonly telemetry: () => Telemetry;
  readonly open: (budget: Budget) => Ports;
}

/** Ties a client's Idempotency-Key to one submission and its ids; of key and ids only hashes are kept. */
export interface IdempotencyClaim {
  readonly keyHash: string;
  readonly idsHash: string;
  readonly submissionId: SubmissionId;
}

/** Every write here may be repeated, so whatever keeps one from being known to have happened is a TransientError. */
export interface SubmissionStore {
  /** Takes the key for this submission unless it is taken, and tells who has it. An expired claim counts as absent. */
  readonly claim: (claim: IdempotencyClaim, now: EpochMillis) => Promise<IdempotencyClaim>;
  /** Records a submission whose event is not out yet, unless it is recorded already. */
  readonly create: (id: SubmissionId, submitted: number, expiresAt: EpochSeconds) => Promise<void>;
  /** Makes a submission visible, now that its event is out. The first publication stays. */
  readonly markPublished: (id: SubmissionId, publication: Publication) => Promise<void>;
  /** Strongly consistent. What was not published yet, or has expired, is not there. */
  readonly find: (id: SubmissionId, now: EpochMillis) => Promise<Submission | undefined>;
  /** Tells whether this completed it: a submission that is already completed stays as it is. */
  readonly complete: (submission: CompletedSubmission, publication: Publication) => Promise<boolean>;
  /** Tells whether this failed it: only a submission that is still received can fail. */
  readonly fail: (id: SubmissionId, failure: SubmissionFailure, publication: Publication) => Promise<boolean>;
}

export interface DayQuery {
  readonly day: string;
  /** Only submissions older than this one. */
  readonly before: SubmissionId | undefined;
  readonly limit: number;
}

/** Published submissions of a day, newest first; may lag a moment behind the store. */
export interface SubmissionIndex {
  readonly page: (query: DayQuery) => Promise<readonly SubmissionSummary[]>;
}

export interface SubmittedIds {
  readonly submissionId: SubmissionId;
  readonly ids: readonly string[];
}

/**
 * Resolves only once the bus has taken the event. A TransientError means that it did not, an OutcomeUnknownError that
 * it may have.
 */
export interface EventBus {
  readonly publish: (event: SubmittedIds) => Promise<void>;
}

/** A hash that tells texts apart without showing them. */
export type Digest = (text: string) => string;

export type NewSubmissionId = () => SubmissionId;

export type Pause = (millis: number) => Promise<void>;
