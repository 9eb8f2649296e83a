import { useCallback, useEffect } from 'react';
import {
  type Attempt,
  getSubmission,
  type ListedSubmissions,
  listSubmissions,
  pollIntervalMaxMillis,
  pollIntervalMillis,
  type Submission,
  type SubmissionReceipt,
  type SubmissionSummary,
} from '#lib/api/submissions.ts';
import { attemptsMax } from '#lib/domain.ts';
import { useQueryCache } from '#lib/mutation.ts';
import { type AsyncList, type AsyncState, type Page, type QueryKey, useAsyncList, useAsyncState } from '#lib/query.ts';

/** Milliseconds until the next poll, or false once the submission has ended. */
export function submissionPollMillis(submission: Submission | undefined, pollCount: number): number | false {
  return submission?.status === 'received' && pollIntervalMillis(pollCount);
}

export const listPollMillis = (submissions: readonly SubmissionSummary[]): number | false =>
  submissions.some(({ status }) => status === 'received') && pollIntervalMaxMillis;

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

const listKey: QueryKey = ['submissions'];
const submissionKey = (submissionId: string): QueryKey => ['submission', submissionId];

/** Loaded again whenever it is opened: an import adds submissions that the list does not know of. */
export function useSubmissionList({ status, client }: ListedSubmissions): AsyncList<SubmissionSummary> {
  const load = useCallback(
    (cursor: string | undefined, signal: AbortSignal) => listSubmissions({ status, client }, cursor, signal),
    [status, client],
  );
  return useAsyncList({ key: [...listKey, status, client], load, freshMillis: 0, pollInterval: listPollMillis });
}

const allows = (filter: unknown, value: string | undefined): boolean => filter === '' || filter === value;

/** Updates a submission in every cached list. It leaves the lists of other statuses, and enters none of other clients. */
function useListUpdate(): (summary: SubmissionSummary) => void {
  const { updatePages } = useQueryCache();
  return useCallback(
    (summary) =>
      updatePages<SubmissionSummary>(listKey, (pages, [, status, client]) =>
        allows(status, summary.status) && allows(client, summary.client)
          ? upsertSubmission(pages, summary)
          : removeSubmission(pages, summary.submissionId),
      ),
    [updatePages],
  );
}

/** Returns the same pages if they do not contain the submission. */
function removeSubmission(pages: Pages, submissionId: string): Pages {
  const isOther = (item: SubmissionSummary) => item.submissionId !== submissionId;
  if (pages.every(({ items }) => items.every(isOther))) return pages;
  return pages.map((page) => ({ ...page, items: page.items.filter(isOther) }));
}

function toSummary({ results, steps, failure, attempts, ...summary }: Submission): SubmissionSummary {
  return summary;
}

/** Polls a submission until it ends, and keeps its entry in the list up to date. */
export function useSubmission(submissionId: string): AsyncState<Submission> {
  const updateLists = useListUpdate();
  const submission = useAsyncState({
    key: submissionKey(submissionId),
    load: (signal) => getSubmission(submissionId, signal),
    pollInterval: submissionPollMillis,
  });
  const value = submission.status === 'loaded' ? submission.value : undefined;
  useEffect(() => {
    if (value) updateLists(toSummary(value));
  }, [value, updateLists]);
  return submission;
}

/** The submission as the API returns it after a retry at this time. */
export function toRetried({ failure, ...submission }: Submission, startedAt: string): Submission {
  const ended = submission.attempts.map(
    (attempt): Attempt =>
      attempt.status === 'running' ? { ...attempt, status: 'superseded', endedAt: startedAt } : attempt,
  );
  const attempts = [...ended, { startedAt, status: 'running' } as const].slice(-attemptsMax);
  return { ...submission, status: 'received', steps: [], attempts };
}

/** Shows a retried submission as running before the next poll returns it. */
export function useCacheRetry(): (submission: Submission) => void {
  const { setQueryData } = useQueryCache();
  const updateLists = useListUpdate();
  return (submission) => {
    const running = toRetried(submission, new Date().toISOString());
    setQueryData<Submission>(submissionKey(submission.submissionId), running);
    updateLists(toSummary(running));
  };
}

/** Shows a submission as running that was retried from the list. */
export function useCacheRetried(): (submission: SubmissionSummary) => void {
  const { invalidate } = useQueryCache();
  const updateLists = useListUpdate();
  return (submission) => {
    updateLists({ ...submission, status: 'received' });
    invalidate(submissionKey(submission.submissionId));
  };
}

/** Loads a submission again that has changed without this page. */
export function useReloadSubmission(): (submissionId: string) => void {
  const { invalidate } = useQueryCache();
  return (submissionId) => invalidate(submissionKey(submissionId));
}

/** Puts an accepted submission into the cache before the next poll returns it. */
export function useCacheReceipt(): (receipt: SubmissionReceipt) => void {
  const { setQueryData } = useQueryCache();
  const updateLists = useListUpdate();
  return (receipt) => {
    const empty = { results: [], steps: [], attempts: [] };
    setQueryData<Submission>(submissionKey(receipt.submissionId), { ...receipt, ...empty });
    updateLists(receipt);
  };
}
