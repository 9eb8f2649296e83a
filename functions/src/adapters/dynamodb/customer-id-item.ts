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
  const { id, state, version } = attributes;
  if (typeof id !== 'string' || typeof version !== 'number') throw new Error('A row has no id or no version.');
  const row = { ...attributes, history: attributes['history'] ?? [], tokens: attributes['tokens'] ?? [] };
  if (state === 'active') return row as unknown as ActiveRow;
  if (state === 'deleted') return row as unknown as DeletedRow;
  throw new Error('A row is neither active nor deleted.');
}

export function summaryFromItem(item: Item): CustomerIdSummary {
  const { id, createdAt, source } = unmarshall(item);
  return { id, createdAt, source };
}
