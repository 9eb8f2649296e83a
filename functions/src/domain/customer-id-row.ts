import type { Brand } from './brand.ts';
import type { ClientName } from './client.ts';
import type { CustomerId } from './customer-id.ts';
import type { EpochSeconds, Timestamp } from './instant.ts';
import type { Shard } from './shard.ts';

/** Identifies one write across its retries. Never chosen by a client. */
export type WriteToken = Brand<string, 'WriteToken'>;

/** The source of a change. For a submission, its ID is also the write token and appears in the record. */
export type Origin =
  | { readonly source: 'api'; readonly token: WriteToken; readonly client: ClientName }
  | {
      readonly source: 'submission';
      readonly token: WriteToken;
      readonly submissionId: string;
      /** Missing if an earlier build recorded the submission. */
      readonly client?: ClientName;
    };

export type Source = Origin['source'];

export interface HistoryEntry {
  readonly at: Timestamp;
  readonly action: 'added' | 'deleted';
  readonly source: Source;
  readonly submissionId?: string;
  /** Whose key made the change. Missing in entries of an earlier build. */
  readonly client?: ClientName;
  readonly token: WriteToken;
}

interface AnyRow {
  readonly id: CustomerId;
  /** Starts at 1 and increases by one with each change. */
  readonly version: number;
  /** Oldest first, the takeLast ones only; empty once it was erased. */
  readonly history: readonly HistoryEntry[];
  /** Tokens of writes whose history was dropped, so that a redelivered event is still recognized. */
  readonly tokens: readonly WriteToken[];
}

export interface ActiveRow extends AnyRow {
  readonly state: 'active';
  readonly shard: Shard;
  readonly createdAt: Timestamp;
  /** Set if the ID was deleted and added again; then `createdAt` is the latest addition. */
  readonly firstAddedAt?: Timestamp;
  readonly source: Source;
  readonly submissionId?: string;
  readonly client?: ClientName;
  readonly writeToken: WriteToken;
}

/** A tombstone. After a purge only version and tokens remain. */
export interface DeletedRow extends AnyRow {
  readonly state: 'deleted';
  readonly expiresAt: EpochSeconds;
  readonly writeToken?: WriteToken;
  readonly deletedAt?: Timestamp;
  /** Of the active row that was deleted. */
  readonly createdAt?: Timestamp;
  readonly firstAddedAt?: Timestamp;
  readonly source?: Source;
}

export type CustomerIdRow = ActiveRow | DeletedRow;

/** The part of a row that a lookup of many IDs reads. */
export type CustomerIdStatus =
  | Pick<ActiveRow, 'state' | 'id' | 'createdAt' | 'source'>
  | Pick<DeletedRow, 'state' | 'id' | 'deletedAt' | 'expiresAt'>;

/** A version is current at most once, so a repeated conditional write cannot apply twice. */
export type ExpectedVersion = number | 'absent';

/** The public part of an active row. */
export interface CustomerIdRecord {
  readonly id: CustomerId;
  readonly createdAt: Timestamp;
  readonly firstAddedAt?: Timestamp;
  readonly source: Source;
  readonly submissionId?: string;
  readonly client?: ClientName;
  readonly version: number;
  readonly history: readonly PublicHistoryEntry[];
}

export type PublicHistoryEntry = Omit<HistoryEntry, 'token'>;

export function toRecord(row: ActiveRow): CustomerIdRecord {
  const { id, createdAt, source, submissionId, client, version } = row;
  const firstAddedAt = findFirstAddition(row);
  return {
    id,
    createdAt,
    ...(firstAddedAt && firstAddedAt !== createdAt ? { firstAddedAt } : {}),
    source,
    ...(submissionId ? { submissionId } : {}),
    ...(client ? { client } : {}),
    version,
    history: toPublicHistory(row),
  };
}

export function toPublicHistory({ history }: Pick<AnyRow, 'history'>): readonly PublicHistoryEntry[] {
  return history.map(({ token: _internal, ...entry }) => entry);
}

/** Rows that were added again by an earlier build have no `firstAddedAt`, but usually all of their history. */
export function findFirstAddition({
  firstAddedAt,
  createdAt,
  history,
}: Pick<ActiveRow, 'firstAddedAt' | 'history'> & Pick<DeletedRow, 'createdAt'>): Timestamp | undefined {
  return firstAddedAt ?? history.find(({ action }) => action === 'added')?.at ?? createdAt;
}

/** Oldest first. */
export function allTokens(row: CustomerIdRow): readonly WriteToken[] {
  return [...row.tokens, ...row.history.map(({ token }) => token)];
}
