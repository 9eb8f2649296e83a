import { ButtonLink } from '#components/button-link.tsx';
import { classNames } from '#components/class-names.ts';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { LoadMore } from '#components/load-more.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { format } from '#lib/formatting.ts';
import { Link } from '#lib/navigation.ts';
import { paths, submissionPath } from '#lib/paths.ts';
import type { AsyncList } from '#lib/query.ts';
import { shortId } from '#lib/short-id.ts';
import { useNow } from '#lib/use-now.ts';
import { describeOutcome } from './format-submission.ts';
import { StatusIcon } from './step-icon.tsx';
import { submissionWords } from './messages.ts';
import { rowLinkId } from './use-open-focus.ts';

const statusWords = {
  received: { text: submissionWords.submission.running, tone: 'text-iris' },
  completed: { text: submissionWords.submission.completed, tone: 'sr-only' },
  failed: { text: submissionWords.submission.failed, tone: 'text-bad' },
};

/** The state stands before the outcome as a word; of what is completed the outcome says enough to the eye. */
function OutcomeLine({ submission }: { readonly submission: SubmissionSummary }) {
  const { text, tone } = statusWords[submission.status];
  return (
    <span className="block text-small text-fg-2">
      <span className={tone}>{text}, </span>
      {describeOutcome(submission)}
    </span>
  );
}

type RowProps = { readonly submission: SubmissionSummary; readonly isOpen: boolean; readonly now: Date };

function SubmissionRow({ submission, isOpen, now }: RowProps) {
  const { submissionId, receivedAt, status } = submission;
  return (
    <li>
      <Link
        id={rowLinkId(submissionId)}
        href={submissionPath(submissionId)}
        aria-current={isOpen ? 'true' : undefined}
        className={classNames(
          'flex min-h-15 items-start gap-3 border-b border-line py-2.5 pr-4 pl-(--edge) -outline-offset-2 transition-colors',
          isOpen ? 'bg-iris-tint forced-colors:outline' : 'hover:bg-hover',
        )}
      >
        <span className="mt-0.5 flex text-iris">
          <StatusIcon status={status} />
        </span>
        <span className="min-w-0 grow">
          <span title={submissionId} className="block font-mono text-id font-medium">
            {shortId(submissionId)}
          </span>
          <OutcomeLine submission={submission} />
        </span>
        <time
          dateTime={receivedAt}
          title={format.exactTime(receivedAt)}
          className="shrink-0 text-small text-fg-3 tabular-nums leading-5"
        >
          {format.brief(receivedAt, now)}
        </time>
      </Link>
    </li>
  );
}

type SubmissionListProps = {
  readonly submissions: AsyncList<SubmissionSummary>;
  readonly openId: string | undefined;
};

export function SubmissionList({ submissions, openId }: SubmissionListProps) {
  const now = useNow();
  switch (submissions.status) {
    case 'loading':
      return <SkeletonRows count={8} rowHeight="h-15" />;
    case 'failed':
      return (
        <ErrorState
          title={submissionWords.submission.failedList}
          problem={submissions.problem}
          onRetry={submissions.retry}
        />
      );
    case 'empty':
      return (
        <EmptyState
          title={submissionWords.submission.none}
          text={submissionWords.submission.noneText}
          actions={<ButtonLink to={paths.import}>{submissionWords.submission.importList}</ButtonLink>}
        />
      );
    case 'loaded':
      return (
        <>
          <ul aria-label={submissionWords.submission.listLabel}>
            {submissions.items.map((submission) => (
              <SubmissionRow
                key={submission.submissionId}
                submission={submission}
                isOpen={submission.submissionId === openId}
                now={now}
              />
            ))}
          </ul>
          <LoadMore
            nextPage={submissions.nextPage}
            label={submissionWords.submission.loadOlder}
            failed={submissionWords.submission.failedList}
          />
        </>
      );
  }
}
