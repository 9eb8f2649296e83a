/** Conditional, idempotent writes to the submissions table. */
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { daysAfter, type EpochMillis, type EpochSeconds, toExpiry, toTimestamp } from '#domain/instant.ts';
import { type NewSubmission, type Submission, toPublication } from '#domain/submission.ts';
import { firstAttempt } from '#domain/submission-attempts.ts';
import { decodeReceivedAt, type SubmissionId } from '#domain/submission-id.ts';
import type { IdempotencyClaim } from '#ports.ts';
import { attributeNames, submissionKey } from './keys.ts';
import { type Item, toClaimItem } from './submission-item.ts';

const setPublication = '#publishedAt = if_not_exists(#publishedAt, :publishedAt), #month = :month';

/** Replaces an expired claim that DynamoDB has not deleted yet. */
export function claimWrite(table: string, claim: IdempotencyClaim, now: EpochMillis): PutItemCommand {
  const item = toClaimItem(claim, toExpiry(daysAfter(now, 1)));
  const values = { now: Math.floor(now / 1000) };
  return toPutCommand(table, item, 'attribute_not_exists(#submissionId) OR #expiresAt <= :now', values);
}

export function recordWrite(
  table: string,
  { submissionId, ...request }: NewSubmission,
  expiresAt: EpochSeconds,
): PutItemCommand {
  const receivedAt = toTimestamp(decodeReceivedAt(submissionId));
  const fields = {
    ...request,
    status: 'received',
    receivedAt,
    counts: { submitted: request.ids.length },
    attempts: firstAttempt(receivedAt),
    version: 1,
    expiresAt,
  };
  return toPutCommand(
    table,
    { ...submissionKey(submissionId), ...marshall(fields) },
    'attribute_not_exists(#submissionId)',
  );
}

export function publicationWrite(table: string, id: SubmissionId, now: EpochMillis): UpdateItemCommand {
  return toUpdateCommand(table, id, `SET ${setPublication}`, 'attribute_exists(#submissionId)', toPublication(id, now));
}

/** The fields of a submission are the attributes of its item; the IDs never change. */
export function changeWrite(
  table: string,
  { submissionId, ids: _ids, ...fields }: Submission,
  version: number,
  now: EpochMillis,
): UpdateItemCommand {
  const setFields = Object.keys(fields).map((name) => `#${name} = :${name}`);
  const removals = 'failure' in fields ? '' : ' REMOVE #failure';
  const expression = `SET ${[setPublication, '#version = :next', ...setFields].join(', ')}${removals}`;
  const values = { ...toPublication(submissionId, now), version, next: version + 1, ...fields };
  return toUpdateCommand(table, submissionId, expression, '#version = :version', values);
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
