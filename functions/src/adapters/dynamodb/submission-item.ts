import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type EpochMillis, type EpochSeconds, isExpired, type Timestamp } from '#domain/instant.ts';
import type { Submission, SubmissionCounts, SubmissionFailure, SubmissionSummary } from '#domain/submission.ts';
import {
  listAt,
  memberOf,
  numberAt,
  readResult,
  readStepName,
  readSteps,
  readSubmissionId,
  readTimestamp,
  textAt,
} from '#domain/submission-state.ts';
import type { IdempotencyClaim } from '#ports.ts';
import { idempotencyKey } from './keys.ts';

export type Item = Record<string, AttributeValue>;

export function itemOfClaim({ keyHash, idsHash, submissionId }: IdempotencyClaim, expiresAt: EpochSeconds): Item {
  return { ...idempotencyKey(keyHash), ...marshall({ claimedBy: submissionId, idsHash, expiresAt }) };
}

export function claimOf(keyHash: string, item: Item): IdempotencyClaim {
  const { claimedBy, idsHash } = unmarshall(item);
  return { keyHash, idsHash: String(idsHash), submissionId: readSubmissionId({ submissionId: claimedBy }) };
}

/** Not before its event is out, and not after its time. */
export function isVisible(item: Item, now: EpochMillis): boolean {
  const { publishedAt, expiresAt } = unmarshall(item);
  return publishedAt !== undefined && !isExpired(expiresAt, now);
}

export function wasCompletedAt(item: Item | undefined, completedAt: Timestamp): boolean {
  return item?.['completedAt']?.S === completedAt;
}

export function submissionOf(item: Item): Submission {
  const fields = unmarshall(item);
  const summary = readSummary(fields);
  switch (summary.status) {
    case 'completed':
      return { ...summary, results: listAt(fields, 'results').map(readResult), steps: readSteps(fields) };
    case 'failed':
      return { ...summary, status: 'failed', failure: readFailure(memberOf(fields, 'failure')) };
    case 'received':
      return { ...summary, status: 'received' };
  }
}

export const summaryOf = (item: Item): SubmissionSummary => readSummary(unmarshall(item));

function readSummary(fields: unknown): SubmissionSummary {
  const submissionId = readSubmissionId(fields);
  const status = textAt(fields, 'status');
  const counts = memberOf(fields, 'counts');
  if (status === 'completed') {
    const completedAt = readTimestamp(memberOf(fields, 'completedAt'));
    return { submissionId, status, completedAt, counts: readCounts(counts) };
  }
  const submitted = { submitted: numberAt(counts, 'submitted') };
  return { submissionId, status: status === 'failed' ? 'failed' : 'received', counts: submitted };
}

function readCounts(counts: unknown): SubmissionCounts {
  return {
    submitted: numberAt(counts, 'submitted'),
    added: numberAt(counts, 'added'),
    existing: numberAt(counts, 'existing'),
    invalid: numberAt(counts, 'invalid'),
  };
}

function readFailure(failure: unknown): SubmissionFailure {
  const step = memberOf(failure, 'step');
  return { ...(step === undefined ? {} : { step: readStepName(step) }), reason: textAt(failure, 'reason') };
}
