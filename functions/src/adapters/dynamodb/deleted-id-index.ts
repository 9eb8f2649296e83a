import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import { isExpired } from '#domain/instant.ts';
import type { Deadline, DeletedIdIndex, DeletedIdSummary, DeletionQuery } from '#ports.ts';
import { parseDeletedSummary } from './customer-id-item.ts';
import { attributeNames } from './keys.ts';

type Key = Record<string, AttributeValue>;

export function dynamoDbDeletedIdIndex(
  client: DynamoDBClient,
  table: string,
  index: string,
  deadline: Deadline,
): DeletedIdIndex {
  const queryPage = (query: DeletionQuery, start: Key | undefined, limit: number) =>
    mapReadErrors(async () => {
      const command = toQueryCommand(table, index, query, start, limit);
      const { Items = [], LastEvaluatedKey } = await client.send(command, { abortSignal: deadline.signal });
      return { summaries: Items.map(parseDeletedSummary), next: LastEvaluatedKey };
    });

  return {
    /**
     * Ends at the first expired tombstone: all are retained for the same time, so older ones have expired too. Many can
     * expire at once, and DynamoDB deletes them up to days later.
     */
    async deletedPage(query) {
      const found: DeletedIdSummary[] = [];
      let start: Key | undefined;
      do {
        const { summaries, next } = await queryPage(query, start, query.limit - found.length);
        const expired = summaries.findIndex(({ expiresAt }) => isExpired(expiresAt, query.now));
        found.push(...summaries.slice(0, expired === -1 ? undefined : expired));
        start = expired === -1 ? next : undefined;
      } while (start && found.length < query.limit);
      return found;
    },
  };
}

function toQueryCommand(
  table: string,
  index: string,
  { shard, before }: DeletionQuery,
  start: Key | undefined,
  limit: number,
): QueryCommand {
  const condition = before ? '#deletedShard = :shard AND #deletionKey < :before' : '#deletedShard = :shard';
  return new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: condition,
    ExpressionAttributeNames: attributeNames(condition),
    ExpressionAttributeValues: { ':shard': { S: shard }, ...(before ? { ':before': { S: before } } : {}) },
    ScanIndexForward: false,
    ...(start ? { ExclusiveStartKey: start } : {}),
    Limit: limit,
  });
}
