import type { Submission } from '#lib/api/submissions.ts';
import { fill } from '#lib/phrase.ts';
import type { Remote } from '#lib/remote.ts';
import { shortId } from '#lib/short-id.ts';
import { words } from '#lib/words.ts';
import { submissionWords } from './submission-words.ts';

const details = {
  received: submissionWords.submission.runningTitle,
  completed: submissionWords.submission.completed,
  failed: submissionWords.submission.failed,
};

/** What the tab says: the state, seen from another tab too. */
export function titleOf(submission: Remote<Submission>, submissionId: string): string {
  const detail = submission.status === 'loaded' ? details[submission.value.status] : shortId(submissionId);
  return fill(words.detailTitle, { detail, page: words.submissions });
}
