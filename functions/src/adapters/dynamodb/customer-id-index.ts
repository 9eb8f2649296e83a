import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { reading } from '#adapters/sdk/sdk-failure.ts';
import type { Budget, CustomerIdIndex, CustomerIdSummary, ShardQuery } from '#ports.ts';
import { summaryFromItem } from './customer-id-item.ts';
import { customerIdKey, namesIn } from './keys.ts';

type Key = Record<string, AttributeValue>;

interface Page {
  readonly summaries: readonly CustomerIdSummary[];
  readonly next: Key | undefined;
}

export function dynamoDbCustomerIdIndex(
  client: DynamoDBClient,
  table: string,
  index: string,
  budget: Budget,
): CustomerIdIndex {
  const pageFrom = (query: ShardQuery, start: Key | undefined, limit: number): Promise<Page> =>
    reading(async () => {
      const command = queryOf(table, index, query, start, limit);
      const { Items = [], LastEvaluatedKey } = await client.send(command, { abortSignal: budget.signal });
      return { summaries: Items.map(summaryFromItem), next: LastEvaluatedKey };
    });

  return {
    async page(query) {
      const found: CustomerIdSummary[] = [];
      let start: Key | undefined = query.after && { ...customerIdKey(query.after), shard: { S: query.shard } };
      // A query may end early, at a megabyte, without being at its end.
      do {
        const { summaries, next } = await pageFrom(query, start, query.limit - found.length);
        found.push(...summaries);
        start = next;
      } while (start && found.length < query.limit);
      return found;
    },
  };
}

function queryOf(table: string, index: string, query: ShardQuery, start: Key | undefined, limit: number): QueryCommand {
  // An empty prefix is not a legal key value, so there are two conditions.
  const condition = query.prefix ? '#shard = :shard AND begins_with(#id, :prefix)' : '#shard = :shard';
  return new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: condition,
    ExpressionAttributeNames: namesIn(condition),
    ExpressionAttributeValues: {
      ':shard': { S: query.shard },
      ...(query.prefix ? { ':prefix': { S: query.prefix } } : {}),
    },
    ...(start ? { ExclusiveStartKey: start } : {}),
    Limit: limit,
  });
}
