import { everySubmission } from '#lib/api/submissions.ts';
import { format, formatMessage } from '#lib/format.ts';
import { submissionMessages as messages } from './submission-messages.ts';
import { useSubmissionList } from './use-submissions.ts';

/** Badge in the navigation: shows only a dot on narrow screens. */
export function RunningCount() {
  const submissions = useSubmissionList(everySubmission);
  const items = submissions.status === 'loaded' ? submissions.items : [];
  const running = items.filter(({ status }) => status === 'received').length;
  if (running === 0) return null;
  const count = format.number(running);
  return (
    <span className="ml-auto inline-flex h-5 items-center gap-1 rounded-badge bg-iris-tint px-1.5 text-small text-iris tabular-nums max-wide:absolute max-wide:top-0 max-wide:right-0 max-wide:bg-transparent max-wide:px-1">
      <span aria-hidden="true" className="size-2 rounded-full bg-iris" />
      <span aria-hidden="true" className="max-wide:hidden">
        {count}
      </span>
      <span className="sr-only">, {formatMessage(messages.submission.runningCount, { n: count })}</span>
    </span>
  );
}
