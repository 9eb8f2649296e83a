import { useEffect } from 'react';
import {
  getSubmission,
  listSubmissions,
  type Submission,
  type SubmissionReceipt,
  type SubmissionSummary,
} from '#lib/api/submissions.ts';
import { type Remote, type RemoteList, useRemote, useRemoteList } from '#lib/remote.ts';
import { useRemoteCache } from '#lib/remote-cache.ts';
import { listKey, submissionKey } from './keys.ts';
import { withSubmission } from './list-edits.ts';
import { nextListLook, nextLook } from './polling.ts';

export const useSubmissionList = (): RemoteList<SubmissionSummary> =>
  useRemoteList({ key: listKey, load: listSubmissions, refreshAfter: nextListLook });

function summaryOf({ results, steps, failure, ...summary }: Submission): SubmissionSummary {
  return summary;
}

/** A submission as it stands, looked at until it has finished; the list beside it says the same. */
export function useSubmission(submissionId: string): Remote<Submission> {
  const { editPages } = useRemoteCache();
  const submission = useRemote({
    key: submissionKey(submissionId),
    load: (signal) => getSubmission(submissionId, signal),
    refreshAfter: nextLook,
  });
  const value = submission.status === 'loaded' ? submission.value : undefined;
  useEffect(() => {
    if (value) editPages<SubmissionSummary>(listKey, (pages) => withSubmission(pages, summaryOf(value)));
  }, [value, editPages]);
  return submission;
}

/** Shows what was just accepted before any list has it. */
export function useShowReceipt(): (receipt: SubmissionReceipt) => void {
  const { remember, editPages } = useRemoteCache();
  return (receipt) => {
    remember<Submission>(submissionKey(receipt.submissionId), { ...receipt, results: [], steps: [] });
    editPages<SubmissionSummary>(listKey, (pages) => withSubmission(pages, receipt));
  };
}
