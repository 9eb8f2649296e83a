import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import type { AsyncState } from '#lib/query.ts';
import { shortId } from '#lib/short-id.ts';
import type { TabIcon } from '#lib/use-document-title.ts';
import { submissionWords } from './messages.ts';

const details = {
  received: submissionWords.submission.runningTitle,
  completed: submissionWords.submission.completed,
  failed: submissionWords.submission.failed,
};

const icons = { received: 'running', completed: 'calm', failed: 'failed' } as const;

/** What the tab says: the state, seen from another tab too. */
export function tabOf(
  submission: AsyncState<Submission>,
  submissionId: string,
): readonly [title: string, icon: TabIcon] {
  const status = submission.status === 'loaded' ? submission.value.status : undefined;
  const detail = status ? details[status] : shortId(submissionId);
  return [formatMessage(messages.detailTitle, { detail, page: messages.submissions }), status ? icons[status] : 'calm'];
}
