import type { Submission, SubmissionSummary } from '#lib/api/submissions.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { idColumn } from '#lib/table.ts';
import { submissionMessages } from './submission-messages.ts';

const messages = submissionMessages.submission;

export const formatIdCount = (count: number): string => formatPlural(messages.idCount, count, format.number(count));

function formatNonZero(
  text: (typeof messages)['addedCount' | 'existingCount' | 'invalidCount'],
  n: number,
): readonly string[] {
  return n > 0 ? [formatMessage(text, { n: format.number(n) })] : [];
}

export const formatValidCounts = ({ added = 0, existing = 0 }: SubmissionSummary['counts']): string =>
  [...formatNonZero(messages.addedCount, added), ...formatNonZero(messages.existingCount, existing)].join(', ');

function formatResultCounts(counts: SubmissionSummary['counts']): string {
  const { added = 0, existing = 0, invalid = 0 } = counts;
  if (added + existing === 0) return formatMessage(messages.noneValid, { n: format.number(invalid) });
  return [formatValidCounts(counts), ...formatNonZero(messages.invalidCount, invalid)].join(', ');
}

export function formatOutcome({ status, counts }: SubmissionSummary): string {
  switch (status) {
    case 'received':
    case 'failed':
      return formatIdCount(counts.submitted);
    case 'completed':
      return formatResultCounts(counts);
  }
}

export const failureTitle = ({ failure }: Submission): string =>
  submissionMessages.failure[failure?.step ?? 'unknownStep'];

const millisBetween = (start: string, end: string): number => Date.parse(end) - Date.parse(start);

export const formatDurationBetween = (start: string, end: string): string => format.duration(millisBetween(start, end));

/** From receipt to completion; undefined until the submission has completed. */
export const formatTotalDuration = ({ receivedAt, completedAt }: Submission): string | undefined =>
  completedAt === undefined ? undefined : formatDurationBetween(receivedAt, completedAt);

const isSameDay = (one: string, other: string): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/** Omits the date if it equals that of the preceding time. */
const formatTimeAfter = (previous: string, time: string): string =>
  isSameDay(previous, time) ? format.clock(time) : format.exactTime(time);

export function formatTimes({ receivedAt, completedAt }: Submission): string {
  const time = format.exactTime(receivedAt);
  return completedAt === undefined
    ? formatMessage(messages.received, { time })
    : formatMessage(messages.receivedCompleted, { time, end: formatTimeAfter(receivedAt, completedAt) });
}

/** The workflow normally starts within two seconds of receipt. */
const lateStartMillis = 10_000;

/** Explains a late start, unless the list of attempts does. */
export function formatLateStart({ receivedAt, steps: [first], attempts }: Submission): string | undefined {
  const waitedMillis = first ? millisBetween(receivedAt, first.startedAt) : 0;
  if (!first || attempts.length > 1 || waitedMillis < lateStartMillis) return undefined;
  return formatMessage(messages.startedLate, {
    time: formatTimeAfter(receivedAt, first.startedAt),
    waited: format.duration(waitedMillis),
  });
}

/** The state machine's TimeoutSeconds, and a minute for the delivery of the event. */
export const attemptMillisMax = (360 + 60) * 1000;

/** Running for longer than an execution can last, so it was lost. */
export function isStuck({ status, receivedAt, attempts }: Submission, now: Date): boolean {
  const startedAt = attempts.at(-1)?.startedAt ?? receivedAt;
  return status === 'received' && now.getTime() - Date.parse(startedAt) > attemptMillisMax;
}

/** Text for a support request, with the time in UTC. */
export const formatFailureDetails = (submission: Submission): string =>
  [
    failureTitle(submission),
    formatMessage(submissionMessages.details.received, { time: submission.receivedAt }),
    formatMessage(submissionMessages.details.submission, { id: submission.submissionId }),
  ].join('\n');

/** A header, then one row per submitted entry in the submitted order. */
export const toResultRows = ({ results }: Submission): readonly (readonly string[])[] => [
  [idColumn, 'outcome', 'reason'],
  ...results.map(({ id, outcome, reason = '' }) => [id, submissionMessages.results[outcome], reason]),
];

export const resultsFileName = ({ submissionId }: Submission): string => `results-${submissionId}.csv`;
