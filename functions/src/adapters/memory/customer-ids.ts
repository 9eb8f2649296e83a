import type { CustomerId } from '#domain/customer-id.ts';
import type { ActiveRow, CustomerIdRow, CustomerIdStatus, ExpectedVersion } from '#domain/customer-id-row.ts';
import { toDeletionKey } from '#domain/deletion-key.ts';
import { isExpired } from '#domain/instant.ts';
import { toShard } from '#domain/shard.ts';
import type {
  CustomerIdIndex,
  CustomerIdLookup,
  CustomerIdStore,
  CustomerIdSummary,
  DeletedIdIndex,
  DeletedIdSummary,
  DeletionQuery,
  Search,
  ShardQuery,
  WriteOutcome,
} from '#ports.ts';

export interface MemoryCustomerIds extends CustomerIdStore, CustomerIdIndex, DeletedIdIndex, CustomerIdLookup {
  readonly rows: () => readonly CustomerIdRow[];
}

/** For tests. Each call is atomic, as in DynamoDB. `searchedIdsMax` is the limit of a query by source. */
export function memoryCustomerIds(
  initial: readonly CustomerIdRow[] = [],
  searchedIdsMax = Number.POSITIVE_INFINITY,
): MemoryCustomerIds {
  const table = new Map<CustomerId, CustomerIdRow>(initial.map((row) => [row.id, row]));
  const read = async (id: CustomerId) => table.get(id);

  const write = async (row: CustomerIdRow, expectedVersion: ExpectedVersion): Promise<WriteOutcome> => {
    const current = table.get(row.id);
    const hasConflict = (current?.version ?? 'absent') !== expectedVersion;
    if (hasConflict) return { kind: 'conflict', ...(current ? { row: current } : {}) };
    table.set(row.id, row);
    return { kind: 'written' };
  };

  return {
    read,
    readBack: read,
    write,
    readMany: async (ids) => ids.flatMap((id) => toStatus(table.get(id))),
    page: async (query) => selectPage([...table.values()], query, query.source ? searchedIdsMax : undefined),
    deletedPage: async (query) => selectDeletedPage([...table.values()], query),
    rows: () => [...table.values()],
  };
}

function selectPage(
  rows: readonly CustomerIdRow[],
  query: ShardQuery,
  searchedMax: number | undefined,
): Search<CustomerIdSummary, CustomerId> {
  const listed = rows
    .flatMap((row) => (matchesQuery(row, query) ? [toSummary(row)] : []))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const searched = listed.slice(0, searchedMax);
  const items = searched.filter(({ source }) => !query.source || source === query.source).slice(0, query.limit);
  const last = searched.at(-1);
  const isPartial = items.length < query.limit && searched.length < listed.length;
  return isPartial && last ? { items, searchedTo: last.id } : { items };
}

function matchesQuery(row: CustomerIdRow, { shard, prefix, after }: ShardQuery): row is ActiveRow {
  return row.state === 'active' && row.shard === shard && row.id.startsWith(prefix) && (!after || row.id > after);
}

function selectDeletedPage(
  rows: readonly CustomerIdRow[],
  { shard, before, limit, now }: DeletionQuery,
): readonly DeletedIdSummary[] {
  return rows
    .filter(({ id }) => toShard(id) === shard)
    .flatMap(toDeletedSummary)
    .filter(({ expiresAt }) => !isExpired(expiresAt, now))
    .map((summary) => ({ summary, key: toDeletionKey(summary.deletedAt, summary.id) }))
    .filter(({ key }) => !before || key < before)
    .sort((one, other) => (one.key > other.key ? -1 : 1))
    .slice(0, limit)
    .map(({ summary }) => summary);
}

function toDeletedSummary(row: CustomerIdRow): readonly DeletedIdSummary[] {
  if (row.state !== 'deleted' || !row.deletedAt || !row.createdAt || !row.source) return [];
  const { id, createdAt, source, deletedAt, expiresAt } = row;
  return [{ id, createdAt, source, deletedAt, expiresAt }];
}

function toStatus(row: CustomerIdRow | undefined): readonly CustomerIdStatus[] {
  if (!row) return [];
  const { id, state } = row;
  if (state === 'active') return [{ id, state, createdAt: row.createdAt, source: row.source }];
  return [{ id, state, expiresAt: row.expiresAt, ...(row.deletedAt ? { deletedAt: row.deletedAt } : {}) }];
}

function toSummary({ id, createdAt, source }: ActiveRow): CustomerIdSummary {
  return { id, createdAt, source };
}
