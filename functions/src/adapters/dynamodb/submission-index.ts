import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { reading } from '#adapters/sdk/sdk-failure.ts';
import type { Budget, DayQuery, SubmissionIndex } from '#ports.ts';
import { namesIn } from './keys.ts';
import { summaryOf } from './submission-item.ts';

/** A page of summaries is far below the megabyte at which a query ends early, so one query is enough. */
export function dynamoDbSubmissionIndex(
  client: DynamoDBClient,
  table: string,
  index: string,
  budget: Budget,
): SubmissionIndex {
  return {
    page: (query) =>
      reading(async () => {
        const { Items = [] } = await client.send(queryOf(table, index, query), { abortSignal: budget.signal });
        return Items.map(summaryOf);
      }),
  };
}

function queryOf(table: string, index: string, { day, before, limit }: DayQuery): QueryCommand {
  const condition = before ? '#day = :day AND #submissionId < :before' : '#day = :day';
  return new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: condition,
    ExpressionAttributeNames: namesIn(condition),
    ExpressionAttributeValues: { ':day': { S: day }, ...(before ? { ':before': { S: before } } : {}) },
    ScanIndexForward: false,
    Limit: limit,
  });
}
