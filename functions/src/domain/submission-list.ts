import { daysAfter, type EpochMillis, epochMillis } from './instant.ts';
import { dayOf } from './submission.ts';
import { receiptOf, type SubmissionId } from './submission-id.ts';

const daysInWindow = 7;

/**
 * The days that can hold a submission still remembered, newest first, in windows that are asked at once. Today stands
 * alone, since a busy day fills a page by itself; after it an idle table would cost one round trip for each day.
 */
export function listedDays(
  now: EpochMillis,
  retentionDays: number,
  before?: SubmissionId,
): readonly (readonly string[])[] {
  const newest = before ? epochMillis(Math.min(now, receiptOf(before))) : now;
  const oldest = dayOf(daysAfter(now, -retentionDays));
  const days = Array.from({ length: retentionDays + 1 }, (_, age) => dayOf(daysAfter(newest, -age)));
  return windows(days.filter((day) => day >= oldest));
}

function windows(days: readonly string[]): readonly (readonly string[])[] {
  const earlier = days.slice(1);
  const weeks = Array.from({ length: Math.ceil(earlier.length / daysInWindow) }, (_, week) =>
    earlier.slice(week * daysInWindow, (week + 1) * daysInWindow),
  );
  return [days.slice(0, 1), ...weeks].filter((window) => window.length > 0);
}
