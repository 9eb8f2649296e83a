import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import type { DayQuery, Deadline, SubmissionIndex } from '#ports.ts';
import { attributeNames } from './keys.ts';
import { parseSummary } from './submission-item.ts';

/** One query is enough: a page of summaries is far below DynamoDB's 1 MB limit. */
export function dynamoDbSubmissionIndex(
  client: DynamoDBClient,
  table: string,
  index: string,
  deadline: Deadline,
): SubmissionIndex {
  return {
    page: (query) =>
      mapReadErrors(async () => {
        const { Items = [] } = await client.send(toQueryCommand(table, index, query), { abortSignal: deadline.signal });
        return Items.map(parseSummary);
      }),
  };
}

function toQueryCommand(table: string, index: string, { day, before, limit }: DayQuery): QueryCommand {
  const condition = before ? '#day = :day AND #submissionId < :before' : '#day = :day';
  return new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: condition,
    ExpressionAttributeNames: attributeNames(condition),
    ExpressionAttributeValues: { ':day': { S: day }, ...(before ? { ':before': { S: before } } : {}) },
    ScanIndexForward: false,
    Limit: limit,
  });
}
