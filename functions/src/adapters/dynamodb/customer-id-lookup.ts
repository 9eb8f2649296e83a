import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { CustomerIdLookup, Deadline, Pause } from '#ports.ts';
import { parseStatus, statusAttributes } from './customer-id-item.ts';
import { attributeNames, customerIdKey } from './keys.ts';

type Item = Record<string, AttributeValue>;

interface Batch {
  readonly items: readonly Item[];
  readonly unprocessed: readonly Item[];
}

export interface Backoff {
  readonly pause: Pause;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Upper bounds of the pauses between requests: 3.1 seconds in total, half of what an invocation may spend on calls. */
const pauseMillisMax = [100, 200, 400, 800, 1600];
const projection = statusAttributes.map((name) => `#${name}`).join(', ');

export function dynamoDbCustomerIdLookup(
  client: DynamoDBClient,
  table: string,
  deadline: Deadline,
  { pause, random }: Backoff,
): CustomerIdLookup {
  const getBatch = (keys: readonly Item[]): Promise<Batch> =>
    mapReadErrors(async () => {
      const { Responses, UnprocessedKeys } = await client.send(toBatchGetCommand(table, keys), {
        abortSignal: deadline.signal,
      });
      return { items: Responses?.[table] ?? [], unprocessed: UnprocessedKeys?.[table]?.Keys ?? [] };
    });

  return {
    /** DynamoDB returns the keys that it had no capacity for as unprocessed, in a successful response. */
    async readMany(ids) {
      const items: Item[] = [];
      let keys: readonly Item[] = ids.map(customerIdKey);
      for (let attempt = 0; keys.length > 0; attempt++) {
        const batch = await getBatch(keys);
        items.push(...batch.items);
        keys = batch.unprocessed;
        if (keys.length > 0) await backOff(attempt);
      }
      return items.map(parseStatus);
    },
  };

  async function backOff(attempt: number): Promise<void> {
    const millis = pauseMillisMax[attempt];
    if (millis !== undefined) await pause(millis * random());
    if (millis === undefined || deadline.signal.aborted) throw new TransientError('DynamoDB left keys unprocessed.');
  }
}

function toBatchGetCommand(table: string, keys: readonly Item[]): BatchGetItemCommand {
  return new BatchGetItemCommand({
    RequestItems: {
      [table]: {
        Keys: [...keys],
        ConsistentRead: true,
        ProjectionExpression: projection,
        ExpressionAttributeNames: attributeNames(projection),
      },
    },
  });
}
