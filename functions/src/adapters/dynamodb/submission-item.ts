import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type EpochMillis, type EpochSeconds, isExpired } from '#domain/instant.ts';
import { getMember } from '#domain/member-readers.ts';
import type { Attempt, Submission, SubmissionFailure, SubmissionSummary } from '#domain/submission.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import {
  parseAction,
  parseCounts,
  parseIdResult,
  parseOneOf,
  parseStepName,
  parseSteps,
  readArray,
  readClientName,
  readNumber,
  readString,
  readSubmissionId,
  readTimestamp,
} from '#domain/submission-state.ts';
import type { IdempotencyClaim } from '#ports.ts';
import { idempotencyKey } from './keys.ts';

const attemptStatuses: readonly Attempt['status'][] = ['running', 'completed', 'failed', 'superseded'];

export type Item = Record<string, AttributeValue>;

export function toClaimItem({ keyHash, requestHash, submissionId }: IdempotencyClaim, expiresAt: EpochSeconds): Item {
  return { ...idempotencyKey(keyHash), ...marshall({ claimedBy: submissionId, requestHash, expiresAt }) };
}

export function parseClaim(keyHash: string, item: Item): IdempotencyClaim {
  const { claimedBy, requestHash } = unmarshall(item);
  return { keyHash, requestHash: String(requestHash), submissionId: readSubmissionId({ submissionId: claimedBy }) };
}

/** DynamoDB deletes expired items late. A record without a version was written by an earlier build and cannot be used. */
export function isUsable(item: Item, now: EpochMillis): boolean {
  const { version, expiresAt } = unmarshall(item);
  return version !== undefined && !isExpired(expiresAt, now);
}

export const isPublished = (item: Item): boolean => item['publishedAt'] !== undefined;

export const readVersion = (item: Item): number => readNumber(unmarshall(item), 'version');

export function parseSubmission(item: Item): Submission {
  const fields = unmarshall(item);
  const ids = readArray(fields, 'ids').map(String);
  const attempts = readArray(fields, 'attempts').map(parseAttempt);
  const summary = { ...parseSummaryFields(fields), ...parseAddedBy(fields), ids, attempts };
  switch (summary.status) {
    case 'completed':
      return { ...summary, results: readArray(fields, 'results').map(parseIdResult), steps: parseSteps(fields) };
    case 'failed':
      return { ...summary, status: 'failed', failure: parseFailure(getMember(fields, 'failure')) };
    case 'received':
      return { ...summary, status: 'received' };
  }
}

export const parseSummary = (item: Item): SubmissionSummary => parseSummaryFields(unmarshall(item));

function parseSummaryFields(fields: unknown): SubmissionSummary {
  // An earlier build recorded no action.
  const action = parseAction(getMember(fields, 'action') ?? 'add');
  const common = { submissionId: readSubmissionId(fields), action, ...parseLabel(fields), ...parseClient(fields) };
  const status = readString(fields, 'status');
  const counts = getMember(fields, 'counts');
  if (status === 'completed') {
    const completedAt = readTimestamp(fields, 'completedAt');
    return { ...common, status, completedAt, counts: parseCounts(counts) };
  }
  const submitted = { submitted: readNumber(counts, 'submitted') };
  return { ...common, status: status === 'failed' ? 'failed' : 'received', counts: submitted };
}

function parseAddedBy(fields: unknown): { readonly addedBy?: SubmissionId } {
  const submissionId = getMember(fields, 'addedBy');
  return submissionId === undefined ? {} : { addedBy: readSubmissionId({ submissionId }) };
}

function parseLabel(fields: unknown): { readonly label?: string } {
  return getMember(fields, 'label') === undefined ? {} : { label: readString(fields, 'label') };
}

function parseClient(fields: unknown): Pick<Submission, 'client'> {
  return getMember(fields, 'client') === undefined ? {} : { client: readClientName(fields, 'client') };
}

function parseAttempt(attempt: unknown): Attempt {
  const failure = getMember(attempt, 'failure');
  return {
    startedAt: readTimestamp(attempt, 'startedAt'),
    status: parseOneOf(attemptStatuses, getMember(attempt, 'status')),
    ...(getMember(attempt, 'endedAt') === undefined ? {} : { endedAt: readTimestamp(attempt, 'endedAt') }),
    ...(failure === undefined ? {} : { failure: parseFailure(failure) }),
  };
}

function parseFailure(failure: unknown): SubmissionFailure {
  const step = getMember(failure, 'step');
  return { ...(step === undefined ? {} : { step: parseStepName(step) }), reason: readString(failure, 'reason') };
}
