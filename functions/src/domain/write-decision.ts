/**
 * Decides whether a request writes a row. Every write is a compare-and-set on the version, so it applies at most once,
 * and stores a token, so a retry recognizes its own earlier write. Accepting a write because its token is already in the
 * row would be wrong: after a delete by another client it would restore the row.
 */
import type { CustomerId } from './customer-id.ts';
import {
  type ActiveRow,
  allTokens,
  type CustomerIdRecord,
  type CustomerIdRow,
  type DeletedRow,
  type ExpectedVersion,
  findFirstAddition,
  type HistoryEntry,
  type Origin,
  toRecord,
} from './customer-id-row.ts';
import { type EntityTags, hasStrongMatch } from './entity-tag.ts';
import { daysAfter, type EpochMillis, isExpired, type Timestamp, toExpiry, toTimestamp } from './instant.ts';
import { historyLengthMax } from './limits.generated.ts';
import { toShard } from './shard.ts';

/** Time and token stay the same across retries. */
export interface Change {
  readonly id: CustomerId;
  readonly origin: Origin;
  readonly at: EpochMillis;
}

export interface Removal extends Change {
  readonly ifMatch?: EntityTags | undefined;
  /** Only if this submission wrote the current state. */
  readonly addedBy?: string | undefined;
  /** 0 purges the history immediately. */
  readonly retentionDays: number;
}

export type AdditionResult = { readonly outcome: 'added' | 'existing'; readonly record: CustomerIdRecord };

export type RemovalResult =
  | { readonly outcome: 'deleted' }
  | { readonly outcome: 'missing'; readonly deletedAt?: Timestamp }
  | { readonly outcome: 'changed'; readonly version: number };

/** Either return the value without writing, or write the row and return the value if the write succeeds. */
export type Decision<Value> =
  | { readonly kind: 'return'; readonly value: Value }
  | {
      readonly kind: 'write';
      readonly row: CustomerIdRow;
      readonly expectedVersion: ExpectedVersion;
      readonly value: Value;
    };

/** Longer than any event can be redelivered. */
export const purgedRowDays = 16;

export function decideAddition(change: Change, current: CustomerIdRow | undefined): Decision<AdditionResult> {
  if (current && isOwnWrite(current, change)) {
    return { kind: 'return', value: { outcome: 'added', record: recordAsWritten(change, current) } };
  }
  if (current?.state === 'active') {
    return { kind: 'return', value: { outcome: 'existing', record: toRecord(current) } };
  }
  const row = activeRow(change, current);
  return {
    kind: 'write',
    row,
    expectedVersion: current?.version ?? 'absent',
    value: { outcome: 'added', record: toRecord(row) },
  };
}

export function decideRemoval(removal: Removal, current: CustomerIdRow | undefined): Decision<RemovalResult> {
  if (!current) return { kind: 'return', value: { outcome: 'missing' } };
  if (isOwnWrite(current, removal)) return { kind: 'return', value: { outcome: 'deleted' } };
  if (current.state === 'deleted') {
    return { kind: 'return', value: { outcome: 'missing', ...visibleDeletedAt(current, removal.at) } };
  }
  if (isForeign(removal, current)) {
    return { kind: 'return', value: { outcome: 'changed', version: current.version } };
  }
  const row = removal.retentionDays === 0 ? purgedRow(removal, current) : tombstone(removal, current);
  return { kind: 'write', row, expectedVersion: current.version, value: { outcome: 'deleted' } };
}

function isForeign({ ifMatch, addedBy }: Removal, { version, submissionId }: ActiveRow): boolean {
  if (ifMatch && !hasStrongMatch(ifMatch, version)) return true;
  return addedBy !== undefined && submissionId !== addedBy;
}

/** Empty for a purged row and for an expired tombstone that DynamoDB has not deleted yet. */
export function visibleDeletedAt(
  row: Pick<DeletedRow, 'deletedAt' | 'expiresAt'>,
  now: EpochMillis,
): { readonly deletedAt?: Timestamp } {
  return row.deletedAt && !isExpired(row.expiresAt, now) ? { deletedAt: row.deletedAt } : {};
}

function isOwnWrite(row: CustomerIdRow, { origin }: Change): boolean {
  return allTokens(row).includes(origin.token);
}

/** The record as this write stored it, without later changes. Each later history entry is one version. */
function recordAsWritten(change: Change, row: CustomerIdRow): CustomerIdRecord {
  const index = row.history.findIndex(({ token }) => token === change.origin.token);
  const own = row.history[index];
  if (!own) return toRecord(activeRow(change, undefined));
  const { at, source, submissionId, client } = own;
  const { firstAddedAt } = row;
  return toRecord({
    ...activeRow(change, undefined),
    createdAt: at,
    ...(firstAddedAt ? { firstAddedAt } : {}),
    source,
    ...(submissionId ? { submissionId } : {}),
    ...(client ? { client } : {}),
    version: row.version - (row.history.length - 1 - index),
    history: row.history.slice(0, index + 1),
  });
}

function activeRow(change: Change, previous: CustomerIdRow | undefined): ActiveRow {
  const { id, origin, at } = change;
  return {
    id,
    state: 'active',
    shard: toShard(id),
    createdAt: toTimestamp(at),
    ...retainFirstAddition(previous, at),
    ...toSourceFields(origin),
    version: (previous?.version ?? 0) + 1,
    writeToken: origin.token,
    ...appendHistory(previous && dropExpiredHistory(previous, at), toHistoryEntry(change, 'added')),
  };
}

/** Empty for an ID that was never added before, or whose earlier life was purged or has expired. */
function retainFirstAddition(previous: CustomerIdRow | undefined, now: EpochMillis): Pick<ActiveRow, 'firstAddedAt'> {
  if (previous?.state !== 'deleted' || isExpired(previous.expiresAt, now)) return {};
  const firstAddedAt = findFirstAddition(previous);
  return firstAddedAt ? { firstAddedAt } : {};
}

function tombstone(removal: Removal, previous: ActiveRow): DeletedRow {
  const { id, createdAt, firstAddedAt, source, version } = previous;
  return {
    id,
    state: 'deleted',
    createdAt,
    ...(firstAddedAt ? { firstAddedAt } : {}),
    source,
    version: version + 1,
    writeToken: removal.origin.token,
    deletedAt: toTimestamp(removal.at),
    expiresAt: toExpiry(daysAfter(removal.at, removal.retentionDays)),
    ...appendHistory(previous, toHistoryEntry(removal, 'deleted')),
  };
}

function purgedRow(removal: Removal, previous: ActiveRow): DeletedRow {
  return {
    id: previous.id,
    state: 'deleted',
    version: previous.version + 1,
    expiresAt: toExpiry(daysAfter(removal.at, purgedRowDays)),
    history: [],
    tokens: takeLast([...allTokens(previous), removal.origin.token], historyLengthMax),
  };
}

/** An expired tombstone counts as absent, so its history ends; its tokens still detect repeated writes. */
function dropExpiredHistory(row: CustomerIdRow, now: EpochMillis): Pick<CustomerIdRow, 'history' | 'tokens'> {
  const hasExpired = row.state === 'deleted' && isExpired(row.expiresAt, now);
  return hasExpired ? { history: [], tokens: allTokens(row) } : row;
}

function appendHistory(
  previous: Pick<CustomerIdRow, 'history' | 'tokens'> | undefined,
  entry: HistoryEntry,
): Pick<CustomerIdRow, 'history' | 'tokens'> {
  const history = takeLast([...(previous?.history ?? []), entry], historyLengthMax);
  return { history, tokens: takeLast(previous?.tokens ?? [], historyLengthMax - history.length) };
}

function takeLast<Item>(items: readonly Item[], count: number): readonly Item[] {
  return items.slice(Math.max(0, items.length - count));
}

function toHistoryEntry({ origin, at }: Change, action: HistoryEntry['action']): HistoryEntry {
  return { at: toTimestamp(at), action, ...toSourceFields(origin), token: origin.token };
}

function toSourceFields({ token: _token, ...fields }: Origin): Omit<HistoryEntry, 'at' | 'action' | 'token'> {
  return fields;
}
