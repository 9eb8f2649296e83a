import type { Submission, SubmissionSummary } from '#lib/api/submissions.ts';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { submissionWords } from './messages.ts';

export const idCount = (count: number): string =>
  formatPlural(submissionWords.submission.idCount, count, format.number(count));

const counted = (
  text: string & (typeof submissionWords.submission)['addedCount' | 'existingCount' | 'invalidCount'],
  n: number,
) => (n > 0 ? [formatMessage(text, { n: format.number(n) })] : []);

/** What was written, and what was there before: only what there is any of. */
export const describeWritten = ({ added = 0, existing = 0 }: SubmissionSummary['counts']): string =>
  [
    ...counted(submissionWords.submission.addedCount, added),
    ...counted(submissionWords.submission.existingCount, existing),
  ].join(', ');

function outcome(counts: SubmissionSummary['counts']): string {
  const { added = 0, existing = 0, invalid = 0 } = counts;
  if (added + existing === 0) return formatMessage(submissionWords.submission.noneValid, { n: format.number(invalid) });
  return [describeWritten(counts), ...counted(submissionWords.submission.invalidCount, invalid)].join(', ');
}

export function describeOutcome({ status, counts }: SubmissionSummary): string {
  switch (status) {
    case 'received':
    case 'failed':
      return idCount(counts.submitted);
    case 'completed':
      return outcome(counts);
  }
}

export const millisBetween = (start: string, end: string): number => Date.parse(end) - Date.parse(start);

/** How long it took from receipt to completion; only known of what is completed. */
export const tookOf = ({ receivedAt, completedAt }: Submission): string | undefined =>
  completedAt === undefined ? undefined : format.duration(millisBetween(receivedAt, completedAt));
