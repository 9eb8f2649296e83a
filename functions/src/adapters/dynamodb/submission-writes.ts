/** Conditional, idempotent writes to the submissions table. */
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { daysAfter, type EpochMillis, type EpochSeconds, toExpiry, toTimestamp } from '#domain/instant.ts';
import type { Completion, Publication, SubmissionFailure } from '#domain/submission.ts';
import { decodeReceivedAt, type SubmissionId } from '#domain/submission-id.ts';
import type { IdempotencyClaim } from '#ports.ts';
import { attributeNames, submissionKey } from './keys.ts';
import { type Item, toClaimItem } from './submission-item.ts';

const setPublication = '#publishedAt = if_not_exists(#publishedAt, :publishedAt), #day = :day, #expiresAt = :expiresAt';
const setResults = '#completedAt = :completedAt, #counts = :counts, #results = :results, #steps = :steps';

/** Replaces an expired claim that DynamoDB has not deleted yet. */
export function claimWrite(table: string, claim: IdempotencyClaim, now: EpochMillis): PutItemCommand {
  const item = toClaimItem(claim, toExpiry(daysAfter(now, 1)));
  const values = { now: Math.floor(now / 1000) };
  return toPutCommand(table, item, 'attribute_not_exists(#submissionId) OR #expiresAt <= :now', values);
}

export function recordWrite(
  table: string,
  id: SubmissionId,
  ids: readonly string[],
  expiresAt: EpochSeconds,
): PutItemCommand {
  const fields = {
    status: 'received',
    receivedAt: toTimestamp(decodeReceivedAt(id)),
    ids,
    counts: { submitted: ids.length },
    expiresAt,
  };
  return toPutCommand(table, { ...submissionKey(id), ...marshall(fields) }, 'attribute_not_exists(#submissionId)');
}

export function publicationWrite(table: string, id: SubmissionId, publication: Publication): UpdateItemCommand {
  return toUpdateCommand(table, id, `SET ${setPublication}`, 'attribute_exists(#submissionId)', publication);
}

export function completionWrite(
  table: string,
  { submissionId, completedAt, counts, results, steps }: Completion,
  publication: Publication,
): UpdateItemCommand {
  const expression = `SET #status = :status, ${setPublication}, ${setResults} REMOVE #failure`;
  const condition = 'attribute_exists(#submissionId) AND #status <> :status';
  const values = { status: 'completed', completedAt, counts, results, steps, ...publication };
  return toUpdateCommand(table, submissionId, expression, condition, values);
}

export function failureWrite(
  table: string,
  id: SubmissionId,
  failure: SubmissionFailure,
  publication: Publication,
): UpdateItemCommand {
  const expression = `SET #status = :status, ${setPublication}, #failure = :failure`;
  const values = { status: 'failed', received: 'received', failure, ...publication };
  return toUpdateCommand(table, id, expression, '#status = :received', values);
}

function toPutCommand(table: string, item: Item, condition: string, values?: object): PutItemCommand {
  return new PutItemCommand({
    TableName: table,
    Item: item,
    ConditionExpression: condition,
    ExpressionAttributeNames: attributeNames(condition),
    ...(values ? { ExpressionAttributeValues: marshall(toExpressionValues(values)) } : {}),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function toUpdateCommand(table: string, id: SubmissionId, expression: string, condition: string, values: object) {
  return new UpdateItemCommand({
    TableName: table,
    Key: submissionKey(id),
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: attributeNames(expression, condition),
    ExpressionAttributeValues: marshall(toExpressionValues(values)),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function toExpressionValues(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}
