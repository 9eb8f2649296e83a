/** The conditional writes on the table of submissions, each harmless when it is sent twice. */
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { daysAfter, type EpochMillis, type EpochSeconds, toExpiry, toTimestamp } from '#domain/instant.ts';
import type { CompletedSubmission, Publication, SubmissionFailure } from '#domain/submission.ts';
import { receiptOf, type SubmissionId } from '#domain/submission-id.ts';
import type { IdempotencyClaim } from '#ports.ts';
import { namesIn, submissionKey } from './keys.ts';
import { type Item, itemOfClaim } from './submission-item.ts';

const setPublication = '#publishedAt = if_not_exists(#publishedAt, :publishedAt), #day = :day, #expiresAt = :expiresAt';
const setEnd = '#status = :status, #receivedAt = :receivedAt';
const setResults = '#completedAt = :completedAt, #counts = :counts, #results = :results, #steps = :steps';

/** Taken again once it has expired, whether or not the table has removed it yet. */
export function claimWrite(table: string, claim: IdempotencyClaim, now: EpochMillis): PutItemCommand {
  const item = itemOfClaim(claim, toExpiry(daysAfter(now, 1)));
  const values = { now: Math.floor(now / 1000) };
  return putOf(table, item, 'attribute_not_exists(#submissionId) OR #expiresAt <= :now', values);
}

export function recordWrite(
  table: string,
  id: SubmissionId,
  submitted: number,
  expiresAt: EpochSeconds,
): PutItemCommand {
  const fields = { status: 'received', receivedAt: toTimestamp(receiptOf(id)), counts: { submitted }, expiresAt };
  return putOf(table, { ...submissionKey(id), ...marshall(fields) }, 'attribute_not_exists(#submissionId)');
}

export function publicationWrite(table: string, id: SubmissionId, publication: Publication): UpdateItemCommand {
  return updateOf(table, id, `SET ${setPublication}`, 'attribute_exists(#submissionId)', publication);
}

/** Also writes the record where there is none: an event can come back after the table forgot what was never published. */
export function completionWrite(
  table: string,
  { submissionId, status, completedAt, counts, results, steps }: CompletedSubmission,
  publication: Publication,
): UpdateItemCommand {
  const expression = `SET ${setEnd}, ${setPublication}, ${setResults} REMOVE #failure`;
  const condition = 'attribute_not_exists(#submissionId) OR #status <> :status';
  const receivedAt = toTimestamp(receiptOf(submissionId));
  const values = { status, receivedAt, completedAt, counts, results, steps, ...publication };
  return updateOf(table, submissionId, expression, condition, values);
}

export function failureWrite(
  table: string,
  id: SubmissionId,
  failure: SubmissionFailure,
  publication: Publication,
): UpdateItemCommand {
  const expression = `SET ${setEnd}, ${setPublication}, #failure = :failure`;
  const values = {
    status: 'failed',
    receivedAt: toTimestamp(receiptOf(id)),
    received: 'received',
    failure,
    ...publication,
  };
  return updateOf(table, id, expression, '#status = :received', values);
}

function putOf(table: string, item: Item, condition: string, values?: object): PutItemCommand {
  return new PutItemCommand({
    TableName: table,
    Item: item,
    ConditionExpression: condition,
    ExpressionAttributeNames: namesIn(condition),
    ...(values ? { ExpressionAttributeValues: marshall(prefixed(values)) } : {}),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function updateOf(table: string, id: SubmissionId, expression: string, condition: string, values: object) {
  return new UpdateItemCommand({
    TableName: table,
    Key: submissionKey(id),
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: namesIn(expression, condition),
    ExpressionAttributeValues: marshall(prefixed(values)),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function prefixed(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}
