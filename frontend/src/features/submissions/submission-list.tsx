import { CircleCheck, CircleX } from 'lucide-react';
import { ButtonLink } from '#components/button.tsx';
import { classNames } from '#components/class-names.ts';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { LoadMore } from '#components/load-more.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import { Spinner } from '#components/spinner.tsx';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { format, shortId } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { paths, submissionPath } from '#lib/paths.ts';
import type { AsyncList, NextPage } from '#lib/query.ts';
import { useNow } from '#lib/timers.ts';
import { formatOutcome } from './format-submission.ts';
import { RetryBar, RetryCheckbox, type RetrySelection, useRetrySelection } from './retry-selection.tsx';
import { submissionMessages as messages } from './submission-messages.ts';

/** The `id` of a row's link, used to restore the focus. */
export const rowLinkId = (submissionId: string): string => `submission-${submissionId}`;

function StatusIcon({ status }: Pick<SubmissionSummary, 'status'>) {
  const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;
  switch (status) {
    case 'received':
      return <Spinner />;
    case 'completed':
      return <CircleCheck {...icon} className="text-ok" />;
    case 'failed':
      return <CircleX {...icon} className="text-bad" />;
  }
}

const statusTexts = {
  received: { text: messages.submission.running, tone: 'text-iris' },
  completed: { text: messages.submission.completed, tone: 'sr-only' },
  failed: { text: messages.submission.failed, tone: 'text-bad' },
};

/** "Completed" is for screen readers only: the icon and the outcome are enough for sighted users. */
function OutcomeLine({ submission }: { readonly submission: SubmissionSummary }) {
  const { text, tone } = statusTexts[submission.status];
  return (
    <span className="block text-small text-fg-2">
      <span className={tone}>{text}, </span>
      {formatOutcome(submission)}
    </span>
  );
}

type RowProps = {
  readonly submission: SubmissionSummary;
  readonly isOpen: boolean;
  readonly now: Date;
  readonly selection: RetrySelection;
};

function SubmissionRow({ submission, isOpen, now, selection }: RowProps) {
  const { submissionId, receivedAt, status } = submission;
  return (
    <li className="relative">
      {status === 'failed' && <RetryCheckbox submissionId={submissionId} selection={selection} />}
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
          title={format.zonedTime(receivedAt)}
          className="shrink-0 text-small text-fg-3 tabular-nums leading-5"
        >
          {format.brief(receivedAt, now)}
        </time>
      </Link>
    </li>
  );
}

type LoadedListProps = {
  readonly items: readonly SubmissionSummary[];
  readonly nextPage: NextPage;
  readonly openId: string | undefined;
};

function LoadedList({ items, nextPage, openId }: LoadedListProps) {
  const now = useNow();
  // The button that had the focus disappears.
  const selection = useRetrySelection(items, ({ submissionId }) =>
    document.getElementById(rowLinkId(submissionId))?.focus(),
  );
  return (
    <>
      <RetryBar selection={selection} />
      <ul aria-label={messages.submission.listLabel}>
        {items.map((submission) => (
          <SubmissionRow
            key={submission.submissionId}
            submission={submission}
            isOpen={submission.submissionId === openId}
            now={now}
            selection={selection}
          />
        ))}
      </ul>
      <LoadMore nextPage={nextPage} label={messages.submission.loadOlder} failed={messages.submission.failedList} />
    </>
  );
}

type SubmissionListProps = {
  readonly submissions: AsyncList<SubmissionSummary>;
  readonly openId: string | undefined;
};

export function SubmissionList({ submissions, openId }: SubmissionListProps) {
  switch (submissions.status) {
    case 'loading':
      return <SkeletonRows count={8} rowHeight="h-15" />;
    case 'failed':
      return (
        <ErrorState title={messages.submission.failedList} problem={submissions.problem} onRetry={submissions.retry} />
      );
    case 'empty':
      return (
        <EmptyState
          title={messages.submission.none}
          text={messages.submission.noneText}
          actions={<ButtonLink to={paths.import}>{messages.submission.importList}</ButtonLink>}
        />
      );
    case 'loaded':
      return <LoadedList items={submissions.items} nextPage={submissions.nextPage} openId={openId} />;
  }
}
