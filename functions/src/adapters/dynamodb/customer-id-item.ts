import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { ActiveRow, CustomerIdRow, DeletedRow } from '#domain/customer-id-row.ts';
import type { CustomerIdSummary } from '#ports.ts';

type Item = Record<string, AttributeValue>;

export function toItem(row: CustomerIdRow): Item {
  const { tokens, ...attributes } = row;
  return marshall({ ...attributes, ...(tokens.length > 0 ? { tokens } : {}) });
}

/** A malformed row is a defect: it must not be read as absent. */
export function parseRow(item: Item): CustomerIdRow {
  const attributes = unmarshall(item);
  if (typeof attributes['id'] !== 'string' || typeof attributes['version'] !== 'number') {
    throw new Error('A customer ID row has no id or version.');
  }
  if (attributes['state'] === 'active') return pick<ActiveRow>(attributes, activeAttributes);
  if (attributes['state'] === 'deleted') return pick<DeletedRow>(attributes, deletedAttributes);
  throw new Error('A customer ID row has an unknown state.');
}

const rowAttributes = ['id', 'state', 'version', 'history', 'tokens', 'writeToken'] as const;
const activeAttributes = [...rowAttributes, 'shard', 'createdAt', 'source', 'submissionId'] as const;
const deletedAttributes = [...rowAttributes, 'deletedAt', 'expiresAt'] as const;

/** Ignores other attributes: a tombstone keeps those of the active row, which its history repeats. */
function pick<Row extends CustomerIdRow>(
  attributes: Record<string, unknown>,
  names: readonly (keyof Row & string)[],
): Row {
  const picked = names.flatMap((name) => (name in attributes ? [[name, attributes[name]] as const] : []));
  return { history: [], tokens: [], ...Object.fromEntries(picked) } as unknown as Row;
}

export function parseSummary(item: Item): CustomerIdSummary {
  const { id, createdAt, source } = unmarshall(item);
  return { id, createdAt, source };
}
