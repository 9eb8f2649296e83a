/**
 * When a write counts. Every write is a compare-and-set on the version, so it can apply once at most, and carries a
 * token, so an attempt whose answer was lost finds itself again. Letting a write pass because the token is already there
 * would be wrong: after a foreign delete it would bring the row back.
 */
import type { CustomerId } from './customer-id.ts';
import {
  type ActiveRow,
  type CustomerIdRecord,
  type CustomerIdRow,
  type DeletedRow,
  type HistoryEntry,
  type Origin,
  recordOf,
  type SeenVersion,
  tokensOf,
} from './customer-id-row.ts';
import { type EntityTags, hasStrongMatch } from './entity-tag.ts';
import { daysAfter, type EpochMillis, isExpired, type Timestamp, toExpiry, toTimestamp } from './instant.ts';
import { historyLengthMax } from './limits.generated.ts';
import { shardOf } from './shard.ts';

/** One request to change one row. Time and token stay the same however often it is tried. */
export interface Change {
  readonly id: CustomerId;
  readonly origin: Origin;
  readonly at: EpochMillis;
}

export interface Removal extends Change {
  readonly ifMatch?: EntityTags | undefined;
  /** 0 erases the history at once. */
  readonly retentionDays: number;
}

export type Addition = { readonly outcome: 'added' | 'existing'; readonly record: CustomerIdRecord };

export type Removed =
  | { readonly outcome: 'deleted' }
  | { readonly outcome: 'missing'; readonly deletedAt?: Timestamp }
  | { readonly outcome: 'changed'; readonly version: number };

/** What to do about the row that was met: answer, or write and answer when the write was accepted. */
export type Decision<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'write'; readonly row: CustomerIdRow; readonly seen: SeenVersion; readonly answer: Answer };

/** What is left of an erased row lives this long: longer than any event can be redelivered. */
export const stubDays = 16;

export function decideAddition(change: Change, row: CustomerIdRow | undefined): Decision<Addition> {
  if (row && isOwnWrite(row, change)) return answer({ outcome: 'added', record: recordAsWritten(change, row) });
  if (row?.state === 'active') return answer({ outcome: 'existing', record: recordOf(row) });
  const added = activeRow(change, row);
  return {
    kind: 'write',
    row: added,
    seen: row?.version ?? 'absent',
    answer: { outcome: 'added', record: recordOf(added) },
  };
}

export function decideRemoval(removal: Removal, row: CustomerIdRow | undefined): Decision<Removed> {
  if (!row) return answer({ outcome: 'missing' });
  if (isOwnWrite(row, removal)) return answer({ outcome: 'deleted' });
  if (row.state === 'deleted') return answer({ outcome: 'missing', ...deletedAtOf(row, removal.at) });
  if (removal.ifMatch && !hasStrongMatch(removal.ifMatch, row.version)) {
    return answer({ outcome: 'changed', version: row.version });
  }
  const buried = removal.retentionDays === 0 ? stub(removal, row) : tombstone(removal, row);
  return { kind: 'write', row: buried, seen: row.version, answer: { outcome: 'deleted' } };
}

/** Nothing where it was erased, or where its time is over though the table has not removed it yet. */
export function deletedAtOf(row: DeletedRow, now: EpochMillis): { readonly deletedAt?: Timestamp } {
  return row.deletedAt && !isExpired(row.expiresAt, now) ? { deletedAt: row.deletedAt } : {};
}

function answer<Answer>(value: Answer): Decision<Answer> {
  return { kind: 'answer', answer: value };
}

function isOwnWrite(row: CustomerIdRow, { origin }: Change): boolean {
  return tokensOf(row).includes(origin.token);
}

/** The record as our write left it, whatever happened since; each later entry stands for one version. */
function recordAsWritten(change: Change, row: CustomerIdRow): CustomerIdRecord {
  const index = row.history.findIndex(({ token }) => token === change.origin.token);
  const own = row.history[index];
  if (!own) return recordOf(activeRow(change, undefined));
  const { at, source, submissionId } = own;
  return recordOf({
    ...activeRow(change, undefined),
    createdAt: at,
    source,
    ...(submissionId ? { submissionId } : {}),
    version: row.version - (row.history.length - 1 - index),
    history: row.history.slice(0, index + 1),
  });
}

function activeRow(change: Change, before: CustomerIdRow | undefined): ActiveRow {
  const { id, origin, at } = change;
  return {
    id,
    state: 'active',
    shard: shardOf(id),
    createdAt: toTimestamp(at),
    ...originOf(origin),
    version: (before?.version ?? 0) + 1,
    writeToken: origin.token,
    ...remember(before && forgetExpired(before, at), entryOf(change, 'added')),
  };
}

function tombstone(removal: Removal, before: ActiveRow): DeletedRow {
  return {
    id: before.id,
    state: 'deleted',
    version: before.version + 1,
    writeToken: removal.origin.token,
    deletedAt: toTimestamp(removal.at),
    expiresAt: toExpiry(daysAfter(removal.at, removal.retentionDays)),
    ...remember(before, entryOf(removal, 'deleted')),
  };
}

function stub(removal: Removal, before: ActiveRow): DeletedRow {
  return {
    id: before.id,
    state: 'deleted',
    version: before.version + 1,
    expiresAt: toExpiry(daysAfter(removal.at, stubDays)),
    history: [],
    tokens: latest([...tokensOf(before), removal.origin.token], historyLengthMax),
  };
}

/** An expired tombstone reads as absent, so its history ends there; its tokens still guard. */
function forgetExpired(row: CustomerIdRow, now: EpochMillis): Pick<CustomerIdRow, 'history' | 'tokens'> {
  const isForgotten = row.state === 'deleted' && isExpired(row.expiresAt, now);
  return isForgotten ? { history: [], tokens: tokensOf(row) } : row;
}

function remember(
  before: Pick<CustomerIdRow, 'history' | 'tokens'> | undefined,
  entry: HistoryEntry,
): Pick<CustomerIdRow, 'history' | 'tokens'> {
  const history = latest([...(before?.history ?? []), entry], historyLengthMax);
  return { history, tokens: latest(before?.tokens ?? [], historyLengthMax - history.length) };
}

function latest<Item>(items: readonly Item[], count: number): readonly Item[] {
  return items.slice(Math.max(0, items.length - count));
}

function entryOf({ origin, at }: Change, action: HistoryEntry['action']): HistoryEntry {
  return { at: toTimestamp(at), action, ...originOf(origin), token: origin.token };
}

function originOf(origin: Origin) {
  return origin.source === 'api'
    ? ({ source: 'api' } as const)
    : ({ source: 'submission', submissionId: origin.submissionId } as const);
}
