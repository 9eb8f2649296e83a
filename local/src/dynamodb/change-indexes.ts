import { isDeepStrictEqual } from 'node:util';
import type { Store, TableRecord } from 'dynalite/db/index.js';
import type { PerformAction } from './actions.ts';
import type { CreateTableInput, GlobalIndex } from './table-definition.ts';

const scanPageSize = 200;

type Row = Readonly<Record<string, unknown>>;

/** The indexes of earlier releases that another one has replaced, and how their rows are converted. */
const conversions: ReadonlyMap<string, (row: Row) => Row> = new Map([
  ['submissions_by_day', ({ day, ...row }) => ({ ...row, month: { S: readDay(day).slice(0, 'YYYY-MM'.length) } })],
]);

const readDay = (value: unknown): string => String(Object(value).S);

export interface IndexChange {
  /** Also those that project other attributes than before. */
  readonly added: readonly GlobalIndex[];
  readonly replaced: readonly GlobalIndex[];
}

/** Undefined if anything else has changed, which would need the rows to be migrated. */
export function findIndexChange(previous: CreateTableInput, table: CreateTableInput): IndexChange | undefined {
  const indexesBefore = previous.GlobalSecondaryIndexes ?? [];
  const indexes = table.GlobalSecondaryIndexes ?? [];
  const removed = indexesBefore.filter((before) => !indexes.some((index) => hasSameKeys(before, index)));
  const removedKeys = new Set(removed.flatMap(listKeys));
  const isSame =
    isDeepStrictEqual(previous.KeySchema, table.KeySchema) &&
    removed.every(({ IndexName }) => conversions.has(IndexName)) &&
    previous.AttributeDefinitions.every(
      (definition) => removedKeys.has(definition.AttributeName) || isIn(table.AttributeDefinitions)(definition),
    );
  return isSame ? { added: indexes.filter((index) => !isIn(indexesBefore)(index)), replaced: removed } : undefined;
}

const isIn =
  <Item>(items: readonly Item[]) =>
  (item: Item): boolean =>
    items.some((other) => isDeepStrictEqual(other, item));

const listKeys = ({ KeySchema }: GlobalIndex): readonly string[] => KeySchema.map(({ AttributeName }) => AttributeName);

const hasSameKeys = (index: GlobalIndex, other: GlobalIndex): boolean =>
  index.IndexName === other.IndexName && isDeepStrictEqual(index.KeySchema, other.KeySchema);

/**
 * Changes the indexes of a table that contains rows, which dynalite's UpdateTable cannot. Writing a row again makes
 * dynalite index it. Rows without the index's keys are not part of it.
 */
export async function changeIndexes(
  store: Store,
  perform: PerformAction,
  table: CreateTableInput,
  { added, replaced }: IndexChange,
): Promise<void> {
  if (added.length > 0) await recordIndexes(store, table, { added, replaced });
  for (const { index, convert } of [
    ...replaced.map((index) => ({ index, convert: conversions.get(index.IndexName) ?? keep })),
    ...added.map((index) => ({ index, convert: keep })),
  ]) {
    for await (const row of scanWith(perform, table.TableName, listKeys(index))) {
      await request(perform, 'PutItem', { TableName: table.TableName, Item: convert(row) });
    }
  }
  // Only now: until a row is converted, dynalite has to know the index that it leaves.
  if (replaced.length > 0) await recordIndexes(store, table, { added, replaced: [] });
}

const keep = (row: Row): Row => row;

/** In the table's record: its indexes, and those that are being replaced. */
async function recordIndexes({ tableDb }: Store, table: CreateTableInput, change: IndexChange): Promise<void> {
  const { TableName, GlobalSecondaryIndexes: indexes = [], AttributeDefinitions } = table;
  const record = await new Promise<TableRecord>((resolve, reject) => {
    tableDb.get(TableName, (error, found) => (found ? resolve(found) : reject(error)));
  });
  const names = new Set([...indexes, ...change.replaced].map(({ IndexName }) => IndexName));
  const added = new Set(change.added.map(({ IndexName }) => IndexName));
  const kept = (record.GlobalSecondaryIndexes ?? []).filter(
    ({ IndexName }) => names.has(String(IndexName)) && !added.has(String(IndexName)),
  );
  const replacedKeys = change.replaced.flatMap(listKeys).filter((key) => !definesKey(AttributeDefinitions, key));
  const changed = {
    ...record,
    AttributeDefinitions: [...AttributeDefinitions, ...replacedKeys.map(toTextAttribute)],
    GlobalSecondaryIndexes: [...kept, ...change.added.map((index) => toIndexRecord(index, String(record.TableArn)))],
  };
  await new Promise<void>((resolve, reject) => {
    tableDb.put(TableName, changed, (error) => (error ? reject(error) : resolve()));
  });
}

const definesKey = (definitions: CreateTableInput['AttributeDefinitions'], key: string): boolean =>
  definitions.some(({ AttributeName }) => AttributeName === key);

const toTextAttribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });

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
  readonly Items?: readonly Row[];
  readonly LastEvaluatedKey?: unknown;
}

async function request(perform: PerformAction, operation: string, input: object): Promise<ScanPage> {
  const { status, body } = await perform(operation, input);
  if (status !== 200) throw new Error(`${operation} failed while an index was changed: ${body}`);
  return JSON.parse(body);
}
