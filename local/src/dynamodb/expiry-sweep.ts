import type { Forward } from './store-child.ts';
import type { TableDefinition } from './table-definition.ts';

const pageSize = 200;
/** AWS leaves alone what says it expired longer ago: most likely a mistake, such as another unit of time. */
const expiredForSecondsMax = 5 * 365 * 24 * 60 * 60;

type Attributes = Readonly<Record<string, unknown>>;

interface Page {
  readonly Items: readonly Attributes[];
  readonly LastEvaluatedKey?: Attributes;
}

/**
 * Deletes what has expired, as DynamoDB does with TTL. An item goes only while its expiry is still the one that was seen:
 * one that was changed in between has a life of its own, and is judged by the next sweep.
 */
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
    const page = await expiredPage(table, expiry, forward, nowSeconds, startKey);
    await Promise.all(page.Items.map((item) => deleteUnchanged(table, expiry, forward, item)));
    startKey = page.LastEvaluatedKey;
  } while (startKey);
}

async function expiredPage(
  table: TableDefinition,
  expiry: string,
  forward: Forward,
  nowSeconds: number,
  startKey: Attributes | undefined,
): Promise<Page> {
  const answer = await forward(
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
  if (answer.status !== 200) throw new Error(`Table ${table.name} cannot be swept: ${answer.body}`);
  return JSON.parse(answer.body);
}

/** A failed condition is the item's good right; any other failure leaves the item to the next sweep. */
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
      ConditionExpression: '#expiry = :seen',
      ExpressionAttributeNames: { '#expiry': expiry },
      ExpressionAttributeValues: { ':seen': item[expiry] },
    }),
  );
}
