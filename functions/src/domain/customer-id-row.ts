import type { Brand } from './brand.ts';
import type { CustomerId } from './customer-id.ts';
import type { EpochSeconds, Timestamp } from './instant.ts';
import type { Shard } from './shard.ts';

/** Names one attempt to write, the same each time that attempt is repeated, and never chosen by a client. */
export type WriteToken = Brand<string, 'WriteToken'>;

/** Who asked for a change. A submission's id is the token of its writes, and is shown with the record. */
export type Origin =
  | { readonly source: 'api'; readonly token: WriteToken }
  | { readonly source: 'submission'; readonly token: WriteToken; readonly submissionId: string };

export type Source = Origin['source'];

export interface HistoryEntry {
  readonly at: Timestamp;
  readonly action: 'added' | 'deleted';
  readonly source: Source;
  readonly submissionId?: string;
  readonly token: WriteToken;
}

interface AnyRow {
  readonly id: CustomerId;
  /** Starts at 1, rises by one with each change, and never falls while the row exists. */
  readonly version: number;
  /** Oldest first, the latest ones only; empty once it was erased. */
  readonly history: readonly HistoryEntry[];
  /** Of writes whose history is gone: a redelivered event must still meet its own token. */
  readonly tokens: readonly WriteToken[];
}

export interface ActiveRow extends AnyRow {
  readonly state: 'active';
  readonly shard: Shard;
  readonly createdAt: Timestamp;
  readonly source: Source;
  readonly submissionId?: string;
  readonly writeToken: WriteToken;
}

/** Where history is erased at once, `writeToken` and `deletedAt` are gone too: only version and tokens stay. */
export interface DeletedRow extends AnyRow {
  readonly state: 'deleted';
  readonly expiresAt: EpochSeconds;
  readonly writeToken?: WriteToken;
  readonly deletedAt?: Timestamp;
}

export type CustomerIdRow = ActiveRow | DeletedRow;

/** What a write must meet: it holds at most once, so a repeated write cannot apply twice. */
export type SeenVersion = number | 'absent';

/** What is shown of a row: all but what serves the store. */
export interface CustomerIdRecord {
  readonly id: CustomerId;
  readonly createdAt: Timestamp;
  readonly source: Source;
  readonly submissionId?: string;
  readonly version: number;
  readonly history: readonly Omit<HistoryEntry, 'token'>[];
}

export function recordOf({ id, createdAt, source, submissionId, version, history }: ActiveRow): CustomerIdRecord {
  const shown = history.map(({ token: _hidden, ...entry }) => entry);
  return { id, createdAt, source, ...(submissionId ? { submissionId } : {}), version, history: shown };
}

/** Every token that the row still remembers, oldest first. */
export function tokensOf(row: CustomerIdRow): readonly WriteToken[] {
  return [...row.tokens, ...row.history.map(({ token }) => token)];
}
