import type { CustomerId } from '#domain/customer-id.ts';
import type { ActiveRow, CustomerIdRow, CustomerIdStatus, ExpectedVersion } from '#domain/customer-id-row.ts';
import type {
  CustomerIdIndex,
  CustomerIdLookup,
  CustomerIdStore,
  CustomerIdSummary,
  ShardQuery,
  WriteOutcome,
} from '#ports.ts';

export interface MemoryCustomerIds extends CustomerIdStore, CustomerIdIndex, CustomerIdLookup {
  readonly rows: () => readonly CustomerIdRow[];
}

/** For tests. Each call is atomic, as in DynamoDB. */
export function memoryCustomerIds(initial: readonly CustomerIdRow[] = []): MemoryCustomerIds {
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
    page: async (query) => selectPage([...table.values()], query),
    rows: () => [...table.values()],
  };
}

function selectPage(rows: readonly CustomerIdRow[], query: ShardQuery): readonly CustomerIdSummary[] {
  const found = rows.flatMap((row) => (matchesQuery(row, query) ? [toSummary(row)] : []));
  return found.sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, query.limit);
}

function matchesQuery(row: CustomerIdRow, { shard, prefix, after }: ShardQuery): row is ActiveRow {
  return row.state === 'active' && row.shard === shard && row.id.startsWith(prefix) && (!after || row.id > after);
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
