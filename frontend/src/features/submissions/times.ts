import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { millisBetween } from './format-submission.ts';
import { submissionWords as words } from './messages.ts';

/** An event is with its workflow within a second or two: after so long, something stood in its way. */
const lateAfterMillis = 10_000;

const isSameDay = (one: string, other: string): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/** A time on the day that was just named needs no date of its own. */
const timeAfter = (before: string, at: string): string =>
  isSameDay(before, at) ? format.clock(at) : format.exactTime(at);

export function timesOf({ receivedAt, completedAt }: Submission): string {
  const time = format.exactTime(receivedAt);
  return completedAt === undefined
    ? formatMessage(words.submission.received, { time })
    : formatMessage(words.submission.receivedCompleted, { time, end: timeAfter(receivedAt, completedAt) });
}

/**
 * Of a submission that failed and was put back on the bus the registry reports the run that completed it, and nothing of
 * the one before. What shows is that this run began late.
 */
export function lateStartOf({ receivedAt, steps: [first] }: Submission): string | undefined {
  const waited = first ? millisBetween(receivedAt, first.startedAt) : 0;
  if (!first || waited < lateAfterMillis) return undefined;
  return formatMessage(words.submission.startedLate, {
    time: timeAfter(receivedAt, first.startedAt),
    waited: format.duration(waited),
  });
}
