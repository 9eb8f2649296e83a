import { useEffect } from 'react';
import {
  getSubmission,
  listSubmissions,
  type Submission,
  type SubmissionReceipt,
  type SubmissionSummary,
} from '#lib/api/submissions.ts';
import { useQueryCache } from '#lib/mutation.ts';
import { type AsyncList, type AsyncState, type QueryKey, useAsyncList, useAsyncState } from '#lib/query.ts';
import { listPollMillis, submissionPollMillis } from './polling.ts';
import { upsertSubmission } from './upsert-submission.ts';

const listKey: QueryKey = ['submissions'];
const submissionKey = (submissionId: string): QueryKey => ['submission', submissionId];

export const useSubmissionList = (): AsyncList<SubmissionSummary> =>
  useAsyncList({ key: listKey, load: listSubmissions, pollInterval: listPollMillis });

function toSummary({ results, steps, failure, ...summary }: Submission): SubmissionSummary {
  return summary;
}

/** Polls a submission until it ends, and keeps its entry in the list up to date. */
export function useSubmission(submissionId: string): AsyncState<Submission> {
  const { updatePages } = useQueryCache();
  const submission = useAsyncState({
    key: submissionKey(submissionId),
    load: (signal) => getSubmission(submissionId, signal),
    pollInterval: submissionPollMillis,
  });
  const value = submission.status === 'loaded' ? submission.value : undefined;
  useEffect(() => {
    if (value) updatePages<SubmissionSummary>(listKey, (pages) => upsertSubmission(pages, toSummary(value)));
  }, [value, updatePages]);
  return submission;
}

/** Puts an accepted submission into the cache before the next poll returns it. */
export function useCacheReceipt(): (receipt: SubmissionReceipt) => void {
  const { setQueryData, updatePages } = useQueryCache();
  return (receipt) => {
    setQueryData<Submission>(submissionKey(receipt.submissionId), { ...receipt, results: [], steps: [] });
    updatePages<SubmissionSummary>(listKey, (pages) => upsertSubmission(pages, receipt));
  };
}
