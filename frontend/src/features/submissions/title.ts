import type { Submission } from '#lib/api/submissions.ts';
import { fill } from '#lib/phrase.ts';
import type { Remote } from '#lib/remote.ts';
import { shortId } from '#lib/short-id.ts';
import { words } from '#lib/words.ts';

const details = {
  received: words.submission.runningTitle,
  completed: words.submission.completed,
  failed: words.submission.failed,
};

/** What the tab says: the state, seen from another tab too. */
export function titleOf(submission: Remote<Submission>, submissionId: string): string {
  const detail = submission.status === 'loaded' ? details[submission.value.status] : shortId(submissionId);
  return fill(words.detailTitle, { detail, page: words.submissions });
}
