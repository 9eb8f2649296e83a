import type { CustomerId } from '#domain/customer-id.ts';
import type { ActiveRow, CustomerIdRow, SeenVersion } from '#domain/customer-id-row.ts';
import type { CustomerIdIndex, CustomerIdStore, CustomerIdSummary, ShardQuery, WriteOutcome } from '#ports.ts';

export interface MemoryCustomerIds extends CustomerIdStore, CustomerIdIndex {
  /** What is stored now, in no order. */
  readonly rows: () => readonly CustomerIdRow[];
}

/** The table and its index in a map, for tests: each call is one indivisible step, as it is in the table. */
export function memoryCustomerIds(initial: readonly CustomerIdRow[] = []): MemoryCustomerIds {
  const table = new Map<CustomerId, CustomerIdRow>(initial.map((row) => [row.id, row]));
  const read = async (id: CustomerId) => table.get(id);

  const write = async (row: CustomerIdRow, seen: SeenVersion): Promise<WriteOutcome> => {
    const met = table.get(row.id);
    if ((met?.version ?? 'absent') !== seen) return { kind: 'refused', ...(met ? { row: met } : {}) };
    table.set(row.id, row);
    return { kind: 'written' };
  };

  return {
    read,
    readBack: read,
    write,
    page: async (query) => pageOf([...table.values()], query),
    rows: () => [...table.values()],
  };
}

function pageOf(rows: readonly CustomerIdRow[], query: ShardQuery): readonly CustomerIdSummary[] {
  const found = rows.flatMap((row) => (isIn(row, query) ? [summaryOf(row)] : []));
  return found.sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, query.limit);
}

function isIn(row: CustomerIdRow, { shard, prefix, after }: ShardQuery): row is ActiveRow {
  return row.state === 'active' && row.shard === shard && row.id.startsWith(prefix) && (!after || row.id > after);
}

function summaryOf({ id, createdAt, source }: ActiveRow): CustomerIdSummary {
  return { id, createdAt, source };
}
