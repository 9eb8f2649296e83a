/** Interfaces of everything that operations depend on. Adapters implement them; tests use memory and a fixed clock. */
import type { ClientName } from '#domain/client.ts';
import type { CustomerId } from '#domain/customer-id.ts';
import type { CustomerIdStatus, Source } from '#domain/customer-id-row.ts';
import type { DeletionKey } from '#domain/deletion-key.ts';
import type { EpochMillis, EpochSeconds, Timestamp } from '#domain/instant.ts';
import type { Shard } from '#domain/shard.ts';
import type { NewSubmission, Submission, SubmissionSummary } from '#domain/submission.ts';
import type { Change } from '#domain/submission-attempts.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import type { SubmissionFilter } from '#domain/submission-list.ts';

/** One per invocation: its signal aborts every SDK call. */
export interface Deadline {
  readonly signal: AbortSignal;
}

export interface Clock {
  readonly now: () => EpochMillis;
}

/** Declared in the domain, whose retry loop uses them: domain imports nothing from outside. */
export type { CustomerIdStore, WriteOutcome } from '#domain/optimistic-write.ts';

export interface CustomerIdSummary {
  readonly id: CustomerId;
  readonly createdAt: Timestamp;
  readonly source: Source;
}

export interface ShardQuery {
  readonly shard: Shard;
  readonly prefix: string;
  readonly source?: Source;
  /** Exclusive. */
  readonly after?: CustomerId;
  readonly limit: number;
}

/** A search that ended early has not found `limit` items, and knows every match up to `searchedTo`. */
export interface Search<Item, Position> {
  readonly items: readonly Item[];
  readonly searchedTo?: Position;
}

/** Active IDs in ascending order; eventually consistent. A query by source reads a limited number of IDs. */
export interface CustomerIdIndex {
  readonly page: (query: ShardQuery) => Promise<Search<CustomerIdSummary, CustomerId>>;
}

export interface DeletedIdSummary extends CustomerIdSummary {
  readonly deletedAt: Timestamp;
  readonly expiresAt: EpochSeconds;
}

export interface DeletionQuery {
  readonly shard: Shard;
  /** Exclusive. */
  readonly before?: DeletionKey;
  readonly limit: number;
  readonly now: EpochMillis;
}

/** Tombstones that are neither purged nor expired, newest deletion first; eventually consistent. */
export interface DeletedIdIndex {
  readonly deletedPage: (query: DeletionQuery) => Promise<readonly DeletedIdSummary[]>;
}

/** Strongly consistent. Omits IDs without a row. Takes at most 100 distinct IDs. */
export interface CustomerIdLookup {
  readonly readMany: (ids: readonly CustomerId[]) => Promise<readonly CustomerIdStatus[]>;
}

/** The only form in which an ID may be logged. */
export type Pseudonym = (id: CustomerId) => string;

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  readonly info: (message: string, fields: LogFields) => void;
  readonly error: (message: string, fields: LogFields, cause?: unknown) => void;
}

/** All metrics. Each is a count, unless its name ends in a unit. */
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

/** The client is no dimension: CloudWatch bills each combination of dimensions as a metric. */
export type Metrics = (values: Readonly<Partial<Record<MetricName, number>>>, client?: ClientName) => void;

/** Available even if creating the other dependencies fails. */
export interface Telemetry {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Provides a handler's dependencies. Reads and opens nothing before the first event. */
export interface Runtime<Deps> {
  readonly telemetry: () => Telemetry;
  readonly createDeps: (deadline: Deadline) => Deps;
}

/** The fields of Lambda's context object that handlers read. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly getRemainingTimeInMillis: () => number;
}

/** Binds an Idempotency-Key to one submission and its request. Stores hashes only. */
export interface IdempotencyClaim {
  readonly keyHash: string;
  readonly requestHash: string;
  readonly submissionId: SubmissionId;
}

/** `unchanged`: the change does not apply to the current record. */
export type ChangeOutcome = 'changed' | 'unchanged' | 'missing';

/** All writes are idempotent, so a write with an unknown outcome throws TransientError. */
export interface SubmissionStore {
  /** Claims the key unless another submission has; returns the claim in force. An expired claim counts as absent. */
  readonly claim: (claim: IdempotencyClaim, now: EpochMillis) => Promise<IdempotencyClaim>;
  /** Records a submission before its event is published. No effect if it exists. */
  readonly create: (submission: NewSubmission, expiresAt: EpochSeconds) => Promise<void>;
  /** Makes a submission visible after its event is published. The first time wins. */
  readonly markPublished: (id: SubmissionId, now: EpochMillis) => Promise<void>;
  /** Strongly consistent. Returns undefined if the submission is unpublished or expired. */
  readonly find: (id: SubmissionId, now: EpochMillis) => Promise<Submission | undefined>;
  /** For the workflow: like `find`, but also unpublished ones, because the event can arrive before they are marked. */
  readonly load: (id: SubmissionId, now: EpochMillis) => Promise<Submission | undefined>;
  /** Stores a change of the current record and makes it visible. Decides again if the record has changed meanwhile. */
  readonly change: (id: SubmissionId, change: Change, now: EpochMillis) => Promise<ChangeOutcome>;
}

export interface MonthQuery extends SubmissionFilter {
  readonly month: string;
  /** Exclusive. */
  readonly before: SubmissionId | undefined;
  readonly limit: number;
}

export interface MonthSearch extends Search<SubmissionSummary, SubmissionId> {
  /** Submissions that were read, whether or not they match. */
  readonly searchedCount: number;
}

/** Published submissions of one month, newest first; eventually consistent. A query with a filter reads a limited number. */
export interface SubmissionIndex {
  readonly page: (query: MonthQuery) => Promise<MonthSearch>;
}

/** Starts the workflow. Refers to the submission, whose record holds the IDs. */
export interface SubmittedEvent {
  readonly submissionId: SubmissionId;
}

/** Throws TransientError if the bus rejected the event, and OutcomeUnknownError if it may have accepted it. */
export interface EventBus {
  readonly publish: (event: SubmittedEvent) => Promise<void>;
}

export type Digest = (text: string) => string;

export type NewSubmissionId = () => SubmissionId;

export type Pause = (millis: number) => Promise<void>;
