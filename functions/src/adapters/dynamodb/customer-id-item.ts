import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { ActiveRow, CustomerIdRow, DeletedRow } from '#domain/customer-id-row.ts';
import type { CustomerIdSummary } from '#ports.ts';

type Item = Record<string, AttributeValue>;

export function toItem(row: CustomerIdRow): Item {
  const { tokens, ...attributes } = row;
  return marshall({ ...attributes, ...(tokens.length > 0 ? { tokens } : {}) });
}

/** Only our own writes are in the table; a row without its core is a defect, and never an absent row. */
export function fromItem(item: Item): CustomerIdRow {
  const attributes = unmarshall(item);
  if (typeof attributes['id'] !== 'string' || typeof attributes['version'] !== 'number') {
    throw new Error('A row has no id or no version.');
  }
  if (attributes['state'] === 'active') return pick<ActiveRow>(attributes, activeAttributes);
  if (attributes['state'] === 'deleted') return pick<DeletedRow>(attributes, deletedAttributes);
  throw new Error('A row is neither active nor deleted.');
}

const rowAttributes = ['id', 'state', 'version', 'history', 'tokens', 'writeToken'] as const;
const activeAttributes = [...rowAttributes, 'shard', 'createdAt', 'source', 'submissionId'] as const;
const deletedAttributes = [...rowAttributes, 'deletedAt', 'expiresAt'] as const;

/** A tombstone still holds when and by whom the ID was added; its history says the same, so that is not read. */
function pick<Row extends CustomerIdRow>(
  attributes: Record<string, unknown>,
  names: readonly (keyof Row & string)[],
): Row {
  const read = names.flatMap((name) => (name in attributes ? [[name, attributes[name]] as const] : []));
  return { history: [], tokens: [], ...Object.fromEntries(read) } as unknown as Row;
}

export function summaryFromItem(item: Item): CustomerIdSummary {
  const { id, createdAt, source } = unmarshall(item);
  return { id, createdAt, source };
}
