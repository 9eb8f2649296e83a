import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import type { CustomerIdIndex, CustomerIdSummary, Deadline, ShardQuery } from '#ports.ts';
import { parseSummary } from './customer-id-item.ts';
import { attributeNames, customerIdKey } from './keys.ts';

type Key = Record<string, AttributeValue>;

interface Page {
  readonly summaries: readonly CustomerIdSummary[];
  readonly next: Key | undefined;
}

export function dynamoDbCustomerIdIndex(
  client: DynamoDBClient,
  table: string,
  index: string,
  deadline: Deadline,
): CustomerIdIndex {
  const queryPage = (query: ShardQuery, start: Key | undefined, limit: number): Promise<Page> =>
    mapReadErrors(async () => {
      const command = toQueryCommand(table, index, query, start, limit);
      const { Items = [], LastEvaluatedKey } = await client.send(command, { abortSignal: deadline.signal });
      return { summaries: Items.map(parseSummary), next: LastEvaluatedKey };
    });

  return {
    async page(query) {
      const found: CustomerIdSummary[] = [];
      let start: Key | undefined = query.after && { ...customerIdKey(query.after), shard: { S: query.shard } };
      // DynamoDB ends a page after 1 MB, even if more items match.
      do {
        const { summaries, next } = await queryPage(query, start, query.limit - found.length);
        found.push(...summaries);
        start = next;
      } while (start && found.length < query.limit);
      return found;
    },
  };
}

function toQueryCommand(
  table: string,
  index: string,
  query: ShardQuery,
  start: Key | undefined,
  limit: number,
): QueryCommand {
  // begins_with rejects an empty prefix.
  const condition = query.prefix ? '#shard = :shard AND begins_with(#id, :prefix)' : '#shard = :shard';
  return new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: condition,
    ExpressionAttributeNames: attributeNames(condition),
    ExpressionAttributeValues: {
      ':shard': { S: query.shard },
      ...(query.prefix ? { ':prefix': { S: query.prefix } } : {}),
    },
    ...(start ? { ExclusiveStartKey: start } : {}),
    Limit: limit,
  });
}
