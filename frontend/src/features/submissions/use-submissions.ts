import { useEffect } from 'react';
import {
  getSubmission,
  listSubmissions,
  type Submission,
  type SubmissionReceipt,
  type SubmissionSummary,
} from '#lib/api/submissions.ts';
import { type AsyncList, type AsyncState, useAsyncList, useAsyncState } from '#lib/query.ts';
import { useQueryCache } from '#lib/query-cache.ts';
import { listKey, submissionKey } from './keys.ts';
import { withSubmission } from './upsert-submission.ts';
import { nextListLook, nextLook } from './polling.ts';

export const useSubmissionList = (): AsyncList<SubmissionSummary> =>
  useAsyncList({ key: listKey, load: listSubmissions, pollInterval: nextListLook });

function summaryOf({ results, steps, failure, ...summary }: Submission): SubmissionSummary {
  return summary;
}

/** A submission as it stands, looked at until it has finished; the list beside it says the same. */
export function useSubmission(submissionId: string): AsyncState<Submission> {
  const { updatePages } = useQueryCache();
  const submission = useAsyncState({
    key: submissionKey(submissionId),
    load: (signal) => getSubmission(submissionId, signal),
    pollInterval: nextLook,
  });
  const value = submission.status === 'loaded' ? submission.value : undefined;
  useEffect(() => {
    if (value) updatePages<SubmissionSummary>(listKey, (pages) => withSubmission(pages, summaryOf(value)));
  }, [value, updatePages]);
  return submission;
}

/** Shows what was just accepted before any list has it. */
export function useShowReceipt(): (receipt: SubmissionReceipt) => void {
  const { setQueryData, updatePages } = useQueryCache();
  return (receipt) => {
    setQueryData<Submission>(submissionKey(receipt.submissionId), { ...receipt, results: [], steps: [] });
    updatePages<SubmissionSummary>(listKey, (pages) => withSubmission(pages, receipt));
  };
}
