import type { SubmissionSummary } from '#lib/api/submissions.ts';
import type { Page } from '#lib/query.ts';

type Pages = readonly Page<SubmissionSummary>[];

const isSame = (one: SubmissionSummary, other: SubmissionSummary): boolean =>
  one.submissionId === other.submissionId && one.status === other.status;

function placed(items: readonly SubmissionSummary[], summary: SubmissionSummary): readonly SubmissionSummary[] {
  const others = items.filter(({ submissionId }) => submissionId !== summary.submissionId);
  const after = others.findIndex(({ submissionId }) => submissionId < summary.submissionId);
  return after === -1 ? [...others, summary] : others.toSpliced(after, 0, summary);
}

/**
 * The list, newest first, with this submission as it stands. One that is older than all that is loaded is left out, and
 * the very same pages come back when they say it already.
 */
export function withSubmission(pages: Pages, summary: SubmissionSummary): Pages {
  if (pages.some(({ items }) => items.some((item) => isSame(item, summary)))) return pages;
  const target = pages.findIndex(
    ({ items, nextCursor }) => nextCursor === null || (items.at(-1)?.submissionId ?? '') <= summary.submissionId,
  );
  return target === -1
    ? pages
    : pages.map((page, index) => (index === target ? { ...page, items: placed(page.items, summary) } : page));
}
