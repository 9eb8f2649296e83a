import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import { hasFilter } from '#domain/submission-list.ts';
import { readSubmissionId } from '#domain/submission-state.ts';
import type { Deadline, MonthQuery, SubmissionIndex } from '#ports.ts';
import { attributeNames } from './keys.ts';
import { parseSummary } from './submission-item.ts';

/** Submissions of a month that one query searches for those that match a filter. */
export const searchedSubmissionsMax = 500;

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
        const command = toQueryCommand(table, index, query);
        const response = await client.send(command, { abortSignal: deadline.signal });
        const { Items = [], ScannedCount: searchedCount = 0, LastEvaluatedKey: next } = response;
        const items = Items.slice(0, query.limit).map(parseSummary);
        if (!hasFilter(query) || !next || items.length === query.limit) return { items, searchedCount };
        return { items, searchedCount, searchedTo: readSubmissionId(unmarshall(next)) };
      }),
  };
}

/** DynamoDB filters after the limit, so the limit bounds the work however few submissions match. */
function toQueryCommand(table: string, index: string, query: MonthQuery): QueryCommand {
  const { month, before, status, client, limit } = query;
  const condition = before ? '#month = :month AND #submissionId < :before' : '#month = :month';
  const filter = [...(status ? ['#status = :status'] : []), ...(client ? ['#client = :client'] : [])].join(' AND ');
  return new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: condition,
    ...(filter ? { FilterExpression: filter } : {}),
    ExpressionAttributeNames: attributeNames(condition, filter),
    ExpressionAttributeValues: {
      ':month': { S: month },
      ...(before ? { ':before': { S: before } } : {}),
      ...(status ? { ':status': { S: status } } : {}),
      ...(client ? { ':client': { S: client } } : {}),
    },
    ScanIndexForward: false,
    Limit: filter ? searchedSubmissionsMax : limit,
  });
}
