import { isDeepStrictEqual } from 'node:util';
import type { Store, TableRecord } from 'dynalite/db/index.js';
import type { PerformAction } from './actions.ts';
import type { CreateTableInput, GlobalIndex } from './table-definition.ts';

const scanPageSize = 200;

/**
 * The indexes that a table gains, or that project other attributes. Undefined if anything else has changed, which would
 * need the rows to be migrated.
 */
export function findAddedIndexes(
  previous: CreateTableInput,
  table: CreateTableInput,
): readonly GlobalIndex[] | undefined {
  const indexesBefore = previous.GlobalSecondaryIndexes ?? [];
  const indexes = table.GlobalSecondaryIndexes ?? [];
  const isIn =
    <Item>(items: readonly Item[]) =>
    (item: Item) =>
      items.some((other) => isDeepStrictEqual(other, item));
  const isSame =
    isDeepStrictEqual(previous.KeySchema, table.KeySchema) &&
    indexesBefore.every((before) => indexes.some((index) => hasSameKeys(before, index))) &&
    previous.AttributeDefinitions.every(isIn(table.AttributeDefinitions));
  return isSame ? indexes.filter((index) => !isIn(indexesBefore)(index)) : undefined;
}

const hasSameKeys = (index: GlobalIndex, other: GlobalIndex): boolean =>
  index.IndexName === other.IndexName && isDeepStrictEqual(index.KeySchema, other.KeySchema);

/**
 * Adds indexes to a table that contains rows, which dynalite's UpdateTable cannot. Writing a row again makes dynalite
 * index it. Rows without the index's keys are not part of it.
 */
export async function addIndexes(
  store: Store,
  perform: PerformAction,
  table: CreateTableInput,
  added: readonly GlobalIndex[],
): Promise<void> {
  if (added.length > 0) await recordIndexes(store, table, added);
  for (const { KeySchema } of added) {
    const keys = KeySchema.map(({ AttributeName }) => AttributeName);
    for await (const item of scanWith(perform, table.TableName, keys)) {
      await request(perform, 'PutItem', { TableName: table.TableName, Item: item });
    }
  }
}

async function recordIndexes(
  { tableDb }: Store,
  { TableName, AttributeDefinitions }: CreateTableInput,
  added: readonly GlobalIndex[],
): Promise<void> {
  const record = await new Promise<TableRecord>((resolve, reject) => {
    tableDb.get(TableName, (error, found) => (found ? resolve(found) : reject(error)));
  });
  const names = new Set(added.map(({ IndexName }) => IndexName));
  const kept = (record.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => !names.has(String(IndexName)));
  const changed = {
    ...record,
    AttributeDefinitions,
    GlobalSecondaryIndexes: [...kept, ...added.map((index) => toIndexRecord(index, String(record.TableArn)))],
  };
  await new Promise<void>((resolve, reject) => {
    tableDb.put(TableName, changed, (error) => (error ? reject(error) : resolve()));
  });
}

/** As dynalite's CreateTable records it. */
const toIndexRecord = (index: GlobalIndex, tableArn: string) => ({
  ...index,
  IndexArn: `${tableArn}/index/${index.IndexName}`,
  IndexSizeBytes: 0,
  ItemCount: 0,
  IndexStatus: 'ACTIVE',
  ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
});

async function* scanWith(perform: PerformAction, TableName: string, keys: readonly string[]) {
  let startKey: unknown;
  do {
    const page = await request(perform, 'Scan', {
      TableName,
      Limit: scanPageSize,
      ...(startKey ? { ExclusiveStartKey: startKey } : {}),
      FilterExpression: keys.map((_, index) => `attribute_exists(#key${index})`).join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(keys.map((key, index) => [`#key${index}`, key])),
    });
    yield* page.Items ?? [];
    startKey = page.LastEvaluatedKey;
  } while (startKey);
}

interface ScanPage {
  readonly Items?: readonly unknown[];
  readonly LastEvaluatedKey?: unknown;
}

async function request(perform: PerformAction, operation: string, input: object): Promise<ScanPage> {
  const { status, body } = await perform(operation, input);
  if (status !== 200) throw new Error(`${operation} failed while an index was added: ${body}`);
  return JSON.parse(body);
}
