import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '#components/class-names.ts';
import { Spinner } from '#components/spinner.tsx';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { useCanWrite } from '#lib/client.ts';
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

/** Empty if the client is unknown. */
export const formatClient = ({ client }: SubmissionSummary): readonly string[] =>
  client === undefined ? [] : [formatMessage(messages.submission.byClient, { client })];

function Outcome({ submission }: { readonly submission: SubmissionSummary }) {
  const { status } = submission;
  return (
    <>
      <span className={statusTones[status]}>{statusTexts[status]}, </span>
      {formatOutcome(submission)}
    </>
  );
}

type RowTextProps = {
  /** The name of an import, or the outcome: what a user looks for. */
  readonly first: ReactNode;
  readonly time: ReactNode;
  readonly children: ReactNode;
};

/** The time is on the first line only, so that the others have the whole width. */
export function RowText({ first, time, children }: RowTextProps) {
  return (
    <span className="min-w-0 grow">
      <span className="flex items-start gap-3">
        <span className="min-w-0 grow font-medium [overflow-wrap:anywhere]">{first}</span>
        {time}
      </span>
      {children}
    </span>
  );
}

type RowDetailProps = {
  readonly text: string;
  /** Next to the checkbox of a failed row. */
  readonly isLast?: boolean;
  readonly children: ReactNode;
};

/** One line, whose title has the whole text. */
export function RowDetail({ text, isLast = true, children }: RowDetailProps) {
  return (
    <span title={text} className={classNames('block truncate text-small text-fg-2 tabular-nums', isLast && 'pr-8')}>
      {children}
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

type SubmissionTextProps = Required<Pick<RowProps, 'submission' | 'isNested' | 'now'>>;

function SubmissionText({ submission, isNested, now }: SubmissionTextProps) {
  const { submissionId, receivedAt, label } = submission;
  const time = <ReceivedTime receivedAt={receivedAt} now={now} />;
  // The row of the group names it.
  const client = isNested ? [] : formatClient(submission);
  return isNested || label === undefined ? (
    <RowText first={<Outcome submission={submission} />} time={time}>
      <RowDetail text={[submissionId, ...client].join(', ')}>
        <span className="font-mono">{shortId(submissionId)}</span>
        {client.map((by) => `, ${by}`)}
      </RowDetail>
    </RowText>
  ) : (
    <RowText first={label} time={time}>
      <RowDetail text={[formatOutcome(submission), ...client].join(', ')}>
        <Outcome submission={submission} />
        {client.map((by) => `, ${by}`)}
      </RowDetail>
    </RowText>
  );
}

export function SubmissionRow({ submission, openId, filter, now, selection, isNested = false }: RowProps) {
  const { submissionId, status } = submission;
  const isOpen = submissionId === openId;
  const canWrite = useCanWrite();
  return (
    <li className="relative">
      {canWrite && status === 'failed' && (
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
        <SubmissionText submission={submission} isNested={isNested} now={now} />
      </Link>
    </li>
  );
}
