import type { SubmissionSummary } from '#lib/api/submissions.ts';
import type { Page } from '#lib/query.ts';

type Pages = readonly Page<SubmissionSummary>[];

const isSame = (one: SubmissionSummary, other: SubmissionSummary): boolean =>
  one.submissionId === other.submissionId && one.status === other.status;

function upsertItem(items: readonly SubmissionSummary[], summary: SubmissionSummary): readonly SubmissionSummary[] {
  const others = items.filter(({ submissionId }) => submissionId !== summary.submissionId);
  const next = others.findIndex(({ submissionId }) => submissionId < summary.submissionId);
  return next === -1 ? [...others, summary] : others.toSpliced(next, 0, summary);
}

/**
 * Inserts or updates a submission in a list sorted newest first. Returns the same pages if nothing changes or if the
 * submission is older than everything loaded.
 */
export function upsertSubmission(pages: Pages, summary: SubmissionSummary): Pages {
  if (pages.some(({ items }) => items.some((item) => isSame(item, summary)))) return pages;
  const target = pages.findIndex(
    ({ items, nextCursor }) => nextCursor === null || (items.at(-1)?.submissionId ?? '') <= summary.submissionId,
  );
  return target === -1
    ? pages
    : pages.map((page, index) => (index === target ? { ...page, items: upsertItem(page.items, summary) } : page));
}
