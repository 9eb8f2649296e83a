import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { reading, sdkFailureOf } from '#adapters/sdk/sdk-failure.ts';
import type { CustomerId } from '#domain/customer-id.ts';
import type { CustomerIdRow, DeletedRow, SeenVersion } from '#domain/customer-id-row.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Budget, CustomerIdStore, WriteOutcome } from '#ports.ts';
import { fromItem, toItem } from './customer-id-item.ts';
import { customerIdKey, namesIn } from './keys.ts';

const readBackMillisMax = 1000;

const bury =
  'SET #state = :state, #version = :version, #history = :history, #tokens = :tokens, #writeToken = :writeToken, ' +
  '#deletedAt = :deletedAt, #expiresAt = :expiresAt REMOVE #shard';
const erase =
  'SET #state = :state, #version = :version, #tokens = :tokens, #expiresAt = :expiresAt ' +
  'REMOVE #shard, #createdAt, #source, #submissionId, #history, #writeToken, #deletedAt';

export function dynamoDbCustomerIds(client: DynamoDBClient, table: string, budget: Budget): CustomerIdStore {
  const read = (id: CustomerId, abortSignal: AbortSignal) =>
    reading(async () => {
      const command = new GetItemCommand({ TableName: table, Key: customerIdKey(id), ConsistentRead: true });
      const { Item } = await client.send(command, { abortSignal });
      return Item && fromItem(Item);
    });
  return {
    read: (id) => read(id, budget.signal),
    readBack: (id) => read(id, AbortSignal.timeout(readBackMillisMax)),
    write: async (row, seen) => {
      // What is cut off before it was sent would else look as if it might have arrived.
      if (budget.signal.aborted) throw new TransientError('No time is left to write.');
      const options = { abortSignal: budget.signal };
      return row.state === 'active'
        ? writing(client.send(putOf(table, row, seen), options))
        : writing(client.send(updateOf(table, row, seen), options));
    },
  };
}

/** No row is ever removed: a delete writes its tombstone over the row, and the table's expiry tidies up. */
function updateOf(table: string, row: DeletedRow, seen: SeenVersion): UpdateItemCommand {
  const { id, state, version, history, tokens, writeToken, deletedAt, expiresAt } = row;
  const isErased = deletedAt === undefined;
  const values = isErased
    ? { state, version, tokens, expiresAt }
    : { state, version, history, tokens, writeToken, deletedAt, expiresAt };
  const expression = isErased ? erase : bury;
  const { condition, seenValues } = conditionOf(seen);
  return new UpdateItemCommand({
    TableName: table,
    Key: customerIdKey(id),
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: namesIn(expression, condition),
    ExpressionAttributeValues: { ...marshall(prefixed(values)), ...seenValues },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function putOf(table: string, row: CustomerIdRow, seen: SeenVersion): PutItemCommand {
  const { condition, seenValues } = conditionOf(seen);
  return new PutItemCommand({
    TableName: table,
    Item: toItem(row),
    ConditionExpression: condition,
    ExpressionAttributeNames: namesIn(condition),
    ...(seenValues ? { ExpressionAttributeValues: seenValues } : {}),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function conditionOf(seen: SeenVersion): {
  readonly condition: string;
  readonly seenValues?: Record<string, AttributeValue>;
} {
  if (seen === 'absent') return { condition: 'attribute_not_exists(#id)' };
  return { condition: '#version = :seen', seenValues: { ':seen': { N: String(seen) } } };
}

function prefixed(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}

async function writing(write: Promise<unknown>): Promise<WriteOutcome> {
  try {
    await write;
    return { kind: 'written' };
  } catch (cause) {
    return failedWrite(cause);
  }
}

function failedWrite(cause: unknown): WriteOutcome {
  if (cause instanceof ConditionalCheckFailedException) {
    // Not every store returns the row it met; then the caller reads it.
    return { kind: 'refused', ...(cause.Item ? { row: fromItem(cause.Item) } : {}) };
  }
  switch (sdkFailureOf(cause)) {
    case 'broken':
    case 'unknown':
      return { kind: 'unknown', cause };
    case 'throttled':
      throw new TransientError('The table is busy.', { cause });
    case 'rejected':
      throw cause;
  }
}
