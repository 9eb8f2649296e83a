import type { ClientName } from './client.ts';
import { daysAfter, type EpochMillis, epochMillis } from './instant.ts';
import { type SubmissionStatus, toUtcMonth } from './submission.ts';
import { createSubmissionId, decodeReceivedAt, type SubmissionId, submissionIdRandomBytes } from './submission-id.ts';

/** The submissions that a list contains; without a member, all of them. */
export interface SubmissionFilter {
  readonly status?: SubmissionStatus;
  readonly client?: ClientName;
}

export const hasFilter = ({ status, client }: SubmissionFilter): boolean =>
  status !== undefined || client !== undefined;

/** The months of the retention period, newest first, from that of the cursor. */
export function listedMonths(now: EpochMillis, retentionDays: number, before?: SubmissionId): readonly string[] {
  const newest = before ? epochMillis(Math.min(now, decodeReceivedAt(before))) : now;
  const oldest = toUtcMonth(daysAfter(now, -retentionDays));
  const months: string[] = [];
  for (let month = toUtcMonth(newest); month >= oldest; month = monthBefore(month)) months.push(month);
  return months;
}

/** The lowest ID that a submission of the month can have. */
export function firstIdOfMonth(month: string): SubmissionId {
  return createSubmissionId(epochMillis(Date.parse(month)), new Uint8Array(submissionIdRandomBytes));
}

const monthBefore = (month: string): string => toUtcMonth(epochMillis(Date.parse(month) - 1));
