import type { ClientName } from './client.ts';
import { daysAfter, type EpochMillis, epochMillis } from './instant.ts';
import { type SubmissionStatus, toUtcDay } from './submission.ts';
import { createSubmissionId, decodeReceivedAt, type SubmissionId, submissionIdRandomBytes } from './submission-id.ts';

/** The submissions that a list contains; without a member, all of them. */
export interface SubmissionFilter {
  readonly status?: SubmissionStatus;
  readonly client?: ClientName;
}

export const hasFilter = ({ status, client }: SubmissionFilter): boolean =>
  status !== undefined || client !== undefined;

const daysInWindow = 7;

/**
 * Days within the retention period, newest first, in windows that are queried concurrently. The first window is one day,
 * because a busy day fills a page; later windows save a round trip per empty day.
 */
export function listedDays(
  now: EpochMillis,
  retentionDays: number,
  before?: SubmissionId,
): readonly (readonly string[])[] {
  const newest = before ? epochMillis(Math.min(now, decodeReceivedAt(before))) : now;
  const oldest = toUtcDay(daysAfter(now, -retentionDays));
  const days = Array.from({ length: retentionDays + 1 }, (_, age) => toUtcDay(daysAfter(newest, -age)));
  return windows(days.filter((day) => day >= oldest));
}

/** The lowest ID that a submission of the day can have. */
export function firstIdOfDay(day: string): SubmissionId {
  return createSubmissionId(epochMillis(Date.parse(day)), new Uint8Array(submissionIdRandomBytes));
}

function windows(days: readonly string[]): readonly (readonly string[])[] {
  const earlier = days.slice(1);
  const weeks = Array.from({ length: Math.ceil(earlier.length / daysInWindow) }, (_, week) =>
    earlier.slice(week * daysInWindow, (week + 1) * daysInWindow),
  );
  return [days.slice(0, 1), ...weeks].filter((window) => window.length > 0);
}
