import { CircleCheck, CircleX } from 'lucide-react';
import { classNames } from '#components/class-names.ts';
import { Spinner } from '#components/spinner.tsx';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { format, formatMessage, shortId } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { type SubmissionFilter, submissionPath } from '#lib/paths.ts';
import { formatOutcome } from './format-submission.ts';
import { RetryCheckbox, type RetrySelection } from './retry-selection.tsx';
import { submissionMessages as messages } from './submission-messages.ts';

/** The `id` of a row's link, used to restore the focus. */
export const rowLinkId = (submissionId: string): string => `submission-${submissionId}`;

export function StatusIcon({ status }: Pick<SubmissionSummary, 'status'>) {
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

/** "Completed" is for screen readers only: the icon and the outcome are enough for sighted users. */
export const statusTones = { received: 'text-iris', completed: 'sr-only', failed: 'text-bad' } as const;

const statusTexts = {
  received: messages.submission.running,
  completed: messages.submission.completed,
  failed: messages.submission.failed,
};

function OutcomeLine({ submission }: { readonly submission: SubmissionSummary }) {
  const { status } = submission;
  return (
    <span className="block text-small text-fg-2">
      <span className={statusTones[status]}>{statusTexts[status]}, </span>
      {formatOutcome(submission)}
    </span>
  );
}

type ReceivedTimeProps = { readonly receivedAt: string; readonly now: Date };

export function ReceivedTime({ receivedAt, now }: ReceivedTimeProps) {
  return (
    <time
      dateTime={receivedAt}
      title={format.zonedTime(receivedAt)}
      className="shrink-0 text-small text-fg-3 tabular-nums leading-5"
    >
      {format.brief(receivedAt, now)}
    </time>
  );
}

/** The properties that all rows of a list share. */
export type RowContext = {
  readonly openId: string | undefined;
  /** The filter of the list, which stays in the address. */
  readonly filter: SubmissionFilter;
  readonly now: Date;
  readonly selection: RetrySelection;
};

export const rowStyle = (isCurrent: boolean): string =>
  classNames(
    'flex min-h-15 w-full items-start gap-3 border-b border-line py-2.5 pr-4 -outline-offset-2 transition-colors',
    isCurrent ? 'bg-iris-tint forced-colors:outline' : 'hover:bg-hover',
  );

type RowProps = RowContext & {
  readonly submission: SubmissionSummary;
  /** Below the row of its group, which shows the label. */
  readonly isNested?: boolean;
};

export function SubmissionRow({ submission, openId, filter, now, selection, isNested = false }: RowProps) {
  const { submissionId, receivedAt, status, label } = submission;
  const isOpen = submissionId === openId;
  return (
    <li className="relative">
      {status === 'failed' && (
        <RetryCheckbox
          label={formatMessage(messages.retry.select, { id: shortId(submissionId) })}
          submissions={[submission]}
          selection={selection}
        />
      )}
      <Link
        id={rowLinkId(submissionId)}
        href={submissionPath(submissionId, filter)}
        aria-current={isOpen ? 'true' : undefined}
        className={classNames(rowStyle(isOpen), isNested ? 'pl-[calc(var(--edge)+1.75rem)]' : 'pl-(--edge)')}
      >
        <span className="mt-0.5 flex text-iris">
          <StatusIcon status={status} />
        </span>
        <span className="min-w-0 grow">
          {isNested || label === undefined ? (
            <span title={submissionId} className="block font-mono text-id font-medium">
              {shortId(submissionId)}
            </span>
          ) : (
            <span title={submissionId} className="block font-medium [overflow-wrap:anywhere]">
              {label}
            </span>
          )}
          <OutcomeLine submission={submission} />
        </span>
        <ReceivedTime receivedAt={receivedAt} now={now} />
      </Link>
    </li>
  );
}
