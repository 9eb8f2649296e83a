import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format.ts';
import { idColumn } from '#lib/table.ts';
import { failureTitle } from './format-submission.ts';
import { submissionMessages as messages } from './messages.ts';

/** Text for a support request, with the time in UTC. */
export const formatFailureDetails = (submission: Submission): string =>
  [
    failureTitle(submission),
    formatMessage(messages.details.received, { time: submission.receivedAt }),
    formatMessage(messages.details.submission, { id: submission.submissionId }),
  ].join('\n');

/** A header, then one row per submitted entry in the submitted order. */
export const toResultRows = ({ results }: Submission): readonly (readonly string[])[] => [
  [idColumn, 'outcome', 'reason'],
  ...results.map(({ id, outcome, reason = '' }) => [id, messages.results[outcome], reason]),
];

export const resultsFileName = ({ submissionId }: Submission): string => `results-${submissionId}.csv`;
