import type { SubmissionSummary } from '#lib/api/submissions.ts';

/**
 * Two imports of the same file have the same label, and the API returns nothing else that distinguishes them. The
 * submissions of one import follow each other closely, unless it was paused, so a longer gap starts another group.
 */
const gapMillisMax = 60 * 60 * 1000;

/** Submissions with one action, client and label, such as those of an import, or a single submission without a label. */
export interface SubmissionGroup {
  /** The same when the group gets more submissions at either end. */
  readonly key: string;
  readonly newest: SubmissionSummary;
  readonly oldest: SubmissionSummary;
  /** Newest first. */
  readonly submissions: readonly SubmissionSummary[];
}

interface Group extends SubmissionGroup {
  readonly number: number;
  oldest: SubmissionSummary;
  readonly submissions: SubmissionSummary[];
}

/** A submission without a label is not grouped. Adding and deleting have separate counts. */
const groupName = ({ submissionId, action, client = '', label }: SubmissionSummary): string =>
  label === undefined ? `id ${submissionId}` : `${action} ${client} ${label}`;

const isNear = (newer: SubmissionSummary, older: SubmissionSummary): boolean =>
  Date.parse(newer.receivedAt) - Date.parse(older.receivedAt) <= gapMillisMax;

/** Groups submissions, newest first, and orders the groups by their newest submission. */
export function groupSubmissions(submissions: readonly SubmissionSummary[]): readonly SubmissionGroup[] {
  const groups: Group[] = [];
  const latest = new Map<string, Group>();
  for (const submission of submissions) {
    const name = groupName(submission);
    const last = latest.get(name);
    if (last && isNear(last.oldest, submission)) {
      last.submissions.push(submission);
      last.oldest = submission;
    } else {
      const number = (last?.number ?? 0) + 1;
      const ends = { newest: submission, oldest: submission };
      const group: Group = { key: `${number} ${name}`, number, ...ends, submissions: [submission] };
      groups.push(group);
      latest.set(name, group);
    }
  }
  return groups;
}

/** The submissions whose label contains the text, in upper or lower case. */
export function filterByLabel(submissions: readonly SubmissionSummary[], text: string): readonly SubmissionSummary[] {
  const lowerCase = text.toLowerCase();
  return text === '' ? submissions : submissions.filter(({ label }) => label?.toLowerCase().includes(lowerCase));
}

/** Whether submissions older than the loaded ones can belong to the group. */
export const mayContinue = ({ oldest }: SubmissionGroup, oldestLoaded: SubmissionSummary): boolean =>
  isNear(oldest, oldestLoaded);

export const withStatus = (
  { submissions }: SubmissionGroup,
  status: SubmissionSummary['status'],
): readonly SubmissionSummary[] => submissions.filter((submission) => submission.status === status);

/** The counts of several submissions. */
export function sumCounts(submissions: readonly SubmissionSummary[]): Required<SubmissionSummary['counts']> {
  const sum = (name: keyof SubmissionSummary['counts']): number =>
    submissions.reduce((total, { counts }) => total + (counts[name] ?? 0), 0);
  return {
    submitted: sum('submitted'),
    added: sum('added'),
    existing: sum('existing'),
    deleted: sum('deleted'),
    absent: sum('absent'),
    changed: sum('changed'),
    invalid: sum('invalid'),
  };
}
