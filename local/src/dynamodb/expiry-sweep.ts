import type { Forward } from './store-child.ts';
import type { TableDefinition } from './table-definition.ts';

const pageSize = 200;
/** AWS ignores expiry times older than five years: they are probably in the wrong unit. */
const expiredForSecondsMax = 5 * 365 * 24 * 60 * 60;

type Attributes = Readonly<Record<string, unknown>>;

interface Page {
  readonly Items: readonly Attributes[];
  readonly LastEvaluatedKey?: Attributes;
}

/** Deletes expired items, as DynamoDB TTL does. The delete is conditional on the expiry time that the scan returned. */
export async function sweepExpired(
  tables: readonly TableDefinition[],
  forward: Forward,
  nowMillis: number,
): Promise<void> {
  for (const table of tables) {
    if (table.expiryAttribute) await sweepTable(table, table.expiryAttribute, forward, Math.floor(nowMillis / 1000));
  }
}

async function sweepTable(table: TableDefinition, expiry: string, forward: Forward, nowSeconds: number): Promise<void> {
  let startKey: Attributes | undefined;
  do {
    const page = await scanExpiredPage(table, expiry, forward, nowSeconds, startKey);
    await Promise.all(page.Items.map((item) => deleteUnchanged(table, expiry, forward, item)));
    startKey = page.LastEvaluatedKey;
  } while (startKey);
}

async function scanExpiredPage(
  table: TableDefinition,
  expiry: string,
  forward: Forward,
  nowSeconds: number,
  startKey: Attributes | undefined,
): Promise<Page> {
  const response = await forward(
    'Scan',
    JSON.stringify({
      TableName: table.name,
      Limit: pageSize,
      ...(startKey && { ExclusiveStartKey: startKey }),
      FilterExpression: '#expiry BETWEEN :longAgo AND :lastSecond',
      ExpressionAttributeNames: { '#expiry': expiry },
      ExpressionAttributeValues: {
        ':longAgo': { N: String(nowSeconds - expiredForSecondsMax) },
        ':lastSecond': { N: String(nowSeconds - 1) },
      },
    }),
  );
  if (response.status !== 200) throw new Error(`Scanning table ${table.name} failed: ${response.body}`);
  return JSON.parse(response.body);
}

/** Ignores failures: the next sweep retries. */
async function deleteUnchanged(
  table: TableDefinition,
  expiry: string,
  forward: Forward,
  item: Attributes,
): Promise<void> {
  await forward(
    'DeleteItem',
    JSON.stringify({
      TableName: table.name,
      Key: Object.fromEntries(table.create.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]])),
      ConditionExpression: '#expiry = :expiry',
      ExpressionAttributeNames: { '#expiry': expiry },
      ExpressionAttributeValues: { ':expiry': item[expiry] },
    }),
  );
}
