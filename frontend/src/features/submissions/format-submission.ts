import type { Submission, SubmissionSummary } from '#lib/api/submissions.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { idColumn } from '#lib/table.ts';
import { submissionMessages } from './submission-messages.ts';

const messages = submissionMessages.submission;

export const formatIdCount = (count: number): string => formatPlural(messages.idCount, count, format.number(count));

type Counts = SubmissionSummary['counts'];

const countTexts = {
  added: messages.addedCount,
  existing: messages.existingCount,
  deleted: messages.deletedCount,
  absent: messages.absentCount,
  changed: messages.changedCount,
  invalid: messages.invalidCount,
} as const;

/** The outcomes of valid IDs. A submission counts only those that its action can have. */
const validOutcomes = ['added', 'existing', 'deleted', 'absent', 'changed'] as const;

const formatNonZero = (counts: Counts, outcomes: readonly (keyof typeof countTexts)[]): string =>
  outcomes
    .flatMap((outcome) => {
      const n = counts[outcome] ?? 0;
      return n > 0 ? [formatMessage(countTexts[outcome], { n: format.number(n) })] : [];
    })
    .join(', ');

/** The number of valid IDs, once known. */
export function validCount({ counts }: Pick<SubmissionSummary, 'counts'>): number | undefined {
  return counts.invalid === undefined ? undefined : counts.submitted - counts.invalid;
}

export const formatValidCounts = (counts: Counts): string => formatNonZero(counts, validOutcomes);

function formatResultCounts(counts: Counts): string {
  const { invalid = 0 } = counts;
  if (validCount({ counts }) === 0) return formatMessage(messages.noneValid, { n: format.number(invalid) });
  return formatNonZero(counts, [...validOutcomes, 'invalid']);
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
