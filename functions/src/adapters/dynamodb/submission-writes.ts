/** Conditional, idempotent writes to the submissions table. */
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { daysAfter, type EpochMillis, type EpochSeconds, toExpiry, toTimestamp } from '#domain/instant.ts';
import type { CompletedSubmission, Publication, SubmissionFailure } from '#domain/submission.ts';
import { decodeReceivedAt, type SubmissionId } from '#domain/submission-id.ts';
import type { IdempotencyClaim } from '#ports.ts';
import { attributeNames, submissionKey } from './keys.ts';
import { type Item, toClaimItem } from './submission-item.ts';

const setPublication = '#publishedAt = if_not_exists(#publishedAt, :publishedAt), #day = :day, #expiresAt = :expiresAt';
const setStatus = '#status = :status, #receivedAt = :receivedAt';
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
  submitted: number,
  expiresAt: EpochSeconds,
): PutItemCommand {
  const fields = {
    status: 'received',
    receivedAt: toTimestamp(decodeReceivedAt(id)),
    counts: { submitted },
    expiresAt,
  };
  return toPutCommand(table, { ...submissionKey(id), ...marshall(fields) }, 'attribute_not_exists(#submissionId)');
}

export function publicationWrite(table: string, id: SubmissionId, publication: Publication): UpdateItemCommand {
  return toUpdateCommand(table, id, `SET ${setPublication}`, 'attribute_exists(#submissionId)', publication);
}

/** Also creates a missing item: an event can be redelivered after its unpublished submission has expired. */
export function completionWrite(
  table: string,
  { submissionId, status, completedAt, counts, results, steps }: CompletedSubmission,
  publication: Publication,
): UpdateItemCommand {
  const expression = `SET ${setStatus}, ${setPublication}, ${setResults} REMOVE #failure`;
  const condition = 'attribute_not_exists(#submissionId) OR #status <> :status';
  const receivedAt = toTimestamp(decodeReceivedAt(submissionId));
  const values = { status, receivedAt, completedAt, counts, results, steps, ...publication };
  return toUpdateCommand(table, submissionId, expression, condition, values);
}

export function failureWrite(
  table: string,
  id: SubmissionId,
  failure: SubmissionFailure,
  publication: Publication,
): UpdateItemCommand {
  const expression = `SET ${setStatus}, ${setPublication}, #failure = :failure`;
  const values = {
    status: 'failed',
    receivedAt: toTimestamp(decodeReceivedAt(id)),
    received: 'received',
    failure,
    ...publication,
  };
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
