import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import type { CustomerIdIndex, CustomerIdSummary, Deadline, ShardQuery } from '#ports.ts';
import { parseId, parseSummary } from './customer-id-item.ts';
import { attributeNames, customerIdKey } from './keys.ts';

type Key = Record<string, AttributeValue>;

interface Page {
  readonly summaries: readonly CustomerIdSummary[];
  readonly next: Key | undefined;
}

/** IDs of a shard that one request searches for a source. */
export const searchedIdsMax = 500;

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
  const startKey = ({ after, shard }: ShardQuery) => after && { ...customerIdKey(after), shard: { S: shard } };

  const list = async (query: ShardQuery): Promise<readonly CustomerIdSummary[]> => {
    const found: CustomerIdSummary[] = [];
    let start: Key | undefined = startKey(query);
    // DynamoDB ends a page after 1 MB, even if more items match.
    do {
      const { summaries, next } = await queryPage(query, start, query.limit - found.length);
      found.push(...summaries);
      start = next;
    } while (start && found.length < query.limit);
    return found;
  };

  /** DynamoDB filters after the limit, so the limit bounds the work however few IDs match. */
  const search = async (query: ShardQuery): ReturnType<CustomerIdIndex['page']> => {
    const { summaries, next } = await queryPage(query, startKey(query), searchedIdsMax);
    if (summaries.length >= query.limit || !next) return { items: summaries.slice(0, query.limit) };
    return { items: summaries, searchedTo: parseId(next) };
  };

  return {
    page: async (query) => (query.source ? search(query) : { items: await list(query) }),
  };
}

function toQueryCommand(
  table: string,
  index: string,
  { shard, prefix, source }: ShardQuery,
  start: Key | undefined,
  limit: number,
): QueryCommand {
  // begins_with rejects an empty prefix.
  const condition = prefix ? '#shard = :shard AND begins_with(#id, :prefix)' : '#shard = :shard';
  const filter = source ? '#source = :source' : '';
  return new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: condition,
    ...(filter ? { FilterExpression: filter } : {}),
    ExpressionAttributeNames: attributeNames(condition, filter),
    ExpressionAttributeValues: {
      ':shard': { S: shard },
      ...(prefix ? { ':prefix': { S: prefix } } : {}),
      ...(source ? { ':source': { S: source } } : {}),
    },
    ...(start ? { ExclusiveStartKey: start } : {}),
    Limit: limit,
  });
}
