import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format-message.ts';
import { idColumn } from '#lib/id-column.ts';
import { submissionWords as words } from './messages.ts';

/** What happened, in the words that are shown for it. */
export const failureTitle = ({ failure }: Submission): string =>
  failure?.step ? words.failure.could[failure.step] : words.failure.somewhere;

/** The lines to hand to whoever looks into it: what failed, when by the clock of the registry, and which one. */
export const detailsOf = (submission: Submission): string =>
  [
    failureTitle(submission),
    formatMessage(words.details.received, { time: submission.receivedAt }),
    formatMessage(words.details.submission, { id: submission.submissionId }),
  ].join('\n');

/** A row for each submitted text, in the submitted order. */
export const resultRows = ({ results }: Submission): readonly (readonly string[])[] => [
  [idColumn, 'outcome', 'reason'],
  ...results.map(({ id, outcome, reason = '' }) => [id, words.results[outcome], reason]),
];

export const resultsFileName = ({ submissionId }: Submission): string => `results-${submissionId}.csv`;
