import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { classifySdkFailure, mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import type { CustomerId } from '#domain/customer-id.ts';
import type { CustomerIdRow, DeletedRow, ExpectedVersion } from '#domain/customer-id-row.ts';
import { toDeletionKey } from '#domain/deletion-key.ts';
import type { Timestamp } from '#domain/instant.ts';
import { toShard } from '#domain/shard.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { CustomerIdStore, Deadline, WriteOutcome } from '#ports.ts';
import { parseRow, toItem } from './customer-id-item.ts';
import { attributeNames, customerIdKey } from './keys.ts';

const readBackMillisMax = 1000;

const softDelete =
  'SET #state = :state, #version = :version, #history = :history, #tokens = :tokens, #writeToken = :writeToken, ' +
  '#deletedAt = :deletedAt, #expiresAt = :expiresAt, #deletedShard = :deletedShard, #deletionKey = :deletionKey ' +
  'REMOVE #shard';
const purge =
  'SET #state = :state, #version = :version, #tokens = :tokens, #expiresAt = :expiresAt ' +
  'REMOVE #shard, #createdAt, #firstAddedAt, #source, #submissionId, #client, #history, #writeToken, #deletedAt';

export function dynamoDbCustomerIds(client: DynamoDBClient, table: string, deadline: Deadline): CustomerIdStore {
  const read = (id: CustomerId, abortSignal: AbortSignal) =>
    mapReadErrors(async () => {
      const command = new GetItemCommand({ TableName: table, Key: customerIdKey(id), ConsistentRead: true });
      const { Item } = await client.send(command, { abortSignal });
      return Item && parseRow(Item);
    });
  return {
    read: (id) => read(id, deadline.signal),
    readBack: (id) => read(id, AbortSignal.timeout(readBackMillisMax)),
    write: async (row, expectedVersion) => {
      // A request aborted before it is sent would be reported as having an unknown outcome.
      if (deadline.signal.aborted) throw new TransientError('The deadline passed before the write was sent.');
      const options = { abortSignal: deadline.signal };
      return row.state === 'active'
        ? toOutcome(client.send(toPutCommand(table, row, expectedVersion), options))
        : toOutcome(client.send(toUpdateCommand(table, row, expectedVersion), options));
    },
  };
}

/** The keys of the index of deleted IDs. */
const toIndexKeys = (id: CustomerId, deletedAt: Timestamp) => ({
  deletedShard: toShard(id),
  deletionKey: toDeletionKey(deletedAt, id),
});

/**
 * Rows are never deleted directly: a tombstone replaces the row, and DynamoDB's TTL removes it later. The update leaves
 * the times and the source of the addition as they are.
 */
function toUpdateCommand(table: string, row: DeletedRow, expectedVersion: ExpectedVersion): UpdateItemCommand {
  const { id, state, version, history, tokens, writeToken, deletedAt, expiresAt } = row;
  const isPurge = deletedAt === undefined;
  const values = isPurge
    ? { state, version, tokens, expiresAt }
    : { state, version, history, tokens, writeToken, deletedAt, expiresAt, ...toIndexKeys(id, deletedAt) };
  const expression = isPurge ? purge : softDelete;
  const { condition, conditionValues } = toCondition(expectedVersion);
  return new UpdateItemCommand({
    TableName: table,
    Key: customerIdKey(id),
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: attributeNames(expression, condition),
    ExpressionAttributeValues: { ...marshall(toExpressionValues(values)), ...conditionValues },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function toPutCommand(table: string, row: CustomerIdRow, expectedVersion: ExpectedVersion): PutItemCommand {
  const { condition, conditionValues } = toCondition(expectedVersion);
  return new PutItemCommand({
    TableName: table,
    Item: toItem(row),
    ConditionExpression: condition,
    ExpressionAttributeNames: attributeNames(condition),
    ...(conditionValues ? { ExpressionAttributeValues: conditionValues } : {}),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function toCondition(expectedVersion: ExpectedVersion): {
  readonly condition: string;
  readonly conditionValues?: Record<string, AttributeValue>;
} {
  if (expectedVersion === 'absent') return { condition: 'attribute_not_exists(#id)' };
  return {
    condition: '#version = :expectedVersion',
    conditionValues: { ':expectedVersion': { N: String(expectedVersion) } },
  };
}

function toExpressionValues(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}

async function toOutcome(write: Promise<unknown>): Promise<WriteOutcome> {
  try {
    await write;
    return { kind: 'written' };
  } catch (cause) {
    return toFailedOutcome(cause);
  }
}

function toFailedOutcome(cause: unknown): WriteOutcome {
  if (cause instanceof ConditionalCheckFailedException) {
    // dynalite does not return the item; then the caller reads it.
    return { kind: 'conflict', ...(cause.Item ? { row: parseRow(cause.Item) } : {}) };
  }
  switch (classifySdkFailure(cause)) {
    case 'broken':
    case 'unknown':
      return { kind: 'unknown', cause };
    case 'throttled':
      throw new TransientError('DynamoDB throttled the write.', { cause });
    case 'rejected':
      throw cause;
  }
}
