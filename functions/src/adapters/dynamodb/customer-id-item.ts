import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type CustomerId, parseCustomerId } from '#domain/customer-id.ts';
import type {
  ActiveRow,
  CustomerIdRow,
  CustomerIdStatus,
  DeletedRow,
  HistoryEntry,
  Source,
  WriteToken,
} from '#domain/customer-id-row.ts';
import type { EpochSeconds } from '#domain/instant.ts';
import { memberReaders } from '#domain/member-readers.ts';
import { shards } from '#domain/shard.ts';
import type { CustomerIdSummary, DeletedIdSummary } from '#ports.ts';

type Item = Record<string, AttributeValue>;
type Fields = Readonly<Record<string, unknown>>;

const malformed = (attribute: string): Error => new Error(`A customer ID row has no valid ${attribute}.`);
const { readString, readNumber, readArray, readTimestamp, readClientName } = memberReaders(malformed);

export function toItem(row: CustomerIdRow): Item {
  const { tokens, ...attributes } = row;
  return marshall({ ...attributes, ...(tokens.length > 0 ? { tokens } : {}) });
}

/**
 * A malformed row is a defect: it must not be read as absent. Ignores other attributes, such as the keys of indexes and
 * `submissionId` and `client` of an active row, which its tombstone keeps.
 */
export function parseRow(item: Item): CustomerIdRow {
  const fields = unmarshall(item);
  if (fields['state'] === 'active') return parseActiveRow(fields);
  if (fields['state'] === 'deleted') return parseDeletedRow(fields);
  throw malformed('state');
}

/** The attributes of `parseStatus`; the history, which can be long, is not read. */
export const statusAttributes = ['id', 'state', 'createdAt', 'source', 'deletedAt', 'expiresAt'] as const;

export function parseStatus(item: Item): CustomerIdStatus {
  const fields = unmarshall(item);
  const id = readId(fields);
  if (fields['state'] === 'active')
    return { id, state: 'active', createdAt: readTimestamp(fields, 'createdAt'), source: readSource(fields) };
  if (fields['state'] === 'deleted') return { id, state: 'deleted', ...parseDeletion(fields) };
  throw malformed('state');
}

export function parseSummary(item: Item): CustomerIdSummary {
  const fields = unmarshall(item);
  return { id: readId(fields), createdAt: readTimestamp(fields, 'createdAt'), source: readSource(fields) };
}

export function parseDeletedSummary(item: Item): DeletedIdSummary {
  const fields = unmarshall(item);
  return {
    ...parseSummary(item),
    deletedAt: readTimestamp(fields, 'deletedAt'),
    expiresAt: readNumber(fields, 'expiresAt') as EpochSeconds,
  };
}

/** Of an item or of a key. */
export const parseId = (item: Item): CustomerId => readId(unmarshall(item));

const parseActiveRow = (fields: Fields): ActiveRow => ({
  ...parseCommonAttributes(fields),
  state: 'active',
  shard: shards.find((shard) => shard === fields['shard']) ?? reject('shard'),
  createdAt: readTimestamp(fields, 'createdAt'),
  ...parseFirstAddition(fields),
  ...parseSource(fields),
  writeToken: readToken(fields, 'writeToken'),
});

const parseDeletedRow = (fields: Fields): DeletedRow => ({
  ...parseCommonAttributes(fields),
  state: 'deleted',
  ...parseDeletion(fields),
  ...('createdAt' in fields ? { createdAt: readTimestamp(fields, 'createdAt') } : {}),
  ...parseFirstAddition(fields),
  ...('source' in fields ? { source: readSource(fields) } : {}),
  ...('writeToken' in fields ? { writeToken: readToken(fields, 'writeToken') } : {}),
});

const parseFirstAddition = (fields: Fields): Pick<ActiveRow, 'firstAddedAt'> =>
  'firstAddedAt' in fields ? { firstAddedAt: readTimestamp(fields, 'firstAddedAt') } : {};

const parseDeletion = (fields: Fields): Pick<DeletedRow, 'expiresAt' | 'deletedAt'> => ({
  expiresAt: readNumber(fields, 'expiresAt') as EpochSeconds,
  ...('deletedAt' in fields ? { deletedAt: readTimestamp(fields, 'deletedAt') } : {}),
});

const parseCommonAttributes = (fields: Fields) => ({
  id: readId(fields),
  version: readNumber(fields, 'version'),
  history: readList(fields, 'history').map(parseHistoryEntry),
  tokens: readList(fields, 'tokens').map((token) => readToken({ token }, 'token')),
});

function parseHistoryEntry(entry: unknown): HistoryEntry {
  const fields: Fields = { ...(entry instanceof Object ? entry : reject('history')) };
  const action = fields['action'];
  if (action !== 'added' && action !== 'deleted') throw malformed('action');
  return { at: readTimestamp(fields, 'at'), action, ...parseSource(fields), token: readToken(fields, 'token') };
}

function parseSource(fields: Fields): Pick<ActiveRow, 'source' | 'submissionId' | 'client'> {
  return {
    source: readSource(fields),
    ...('submissionId' in fields ? { submissionId: readString(fields, 'submissionId') } : {}),
    ...('client' in fields ? { client: readClientName(fields, 'client') } : {}),
  };
}

function readId(fields: Fields): CustomerId {
  const parsed = parseCustomerId(readString(fields, 'id'));
  return parsed.ok && parsed.value === fields['id'] ? parsed.value : reject('id');
}

function readSource({ source }: Fields): Source {
  return source === 'api' || source === 'submission' ? source : reject('source');
}

const readToken = (fields: Fields, name: string): WriteToken => readString(fields, name) as WriteToken;

/** An absent list is empty: a purged row has no history. */
function readList(fields: Fields, name: string): readonly unknown[] {
  return name in fields ? readArray(fields, name) : [];
}

function reject(attribute: string): never {
  throw malformed(attribute);
}
