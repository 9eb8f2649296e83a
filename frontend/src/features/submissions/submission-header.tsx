import { Check, Copy, Download, X } from 'lucide-react';
import { Badge, type Tone } from '#components/badge.tsx';
import { Button } from '#components/button.tsx';
import { CopyButton, copyText } from '#components/copy-button.tsx';
import { downloadCsv } from '#components/download.ts';
import { FormattedMessage } from '#components/formatted-message.tsx';
import { Spinner } from '#components/spinner.tsx';
import type { Submission } from '#lib/api/submissions.ts';
import { format, formatMessage } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { type SubmissionFilter, submissionsPath } from '#lib/paths.ts';
import {
  formatFailureDetails,
  formatIdCount,
  formatLateStart,
  formatTimes,
  formatTotalDuration,
  resultsFileName,
  toResultRows,
} from './format-submission.ts';
import { submissionMessages as messages } from './submission-messages.ts';
import { stateLabel } from './workflow-steps.ts';

const badgeIcon = { 'aria-hidden': true, size: 14, strokeWidth: 2 } as const;
const buttonIcon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

const badges = {
  received: { tone: 'iris', icon: <Spinner size={14} />, text: messages.submission.running },
  completed: { tone: 'ok', icon: <Check {...badgeIcon} />, text: messages.submission.completed },
  failed: { tone: 'bad', icon: <X {...badgeIcon} />, text: messages.submission.failed },
} as const satisfies Record<Submission['status'], { tone: Tone; icon: unknown; text: string }>;

function formatStatusDetail(submission: Submission): string {
  switch (submission.status) {
    case 'received':
      return formatIdCount(submission.counts.submitted);
    case 'completed':
      return formatMessage(messages.submission.took, { duration: formatTotalDuration(submission) ?? '' });
    case 'failed': {
      const step = submission.failure?.step;
      return step ? formatMessage(messages.submission.failedStep, { step: stateLabel(step) }) : '';
    }
  }
}

/** Downloads the results of a completed submission, or copies the details of a failed one. */
function SubmissionAction({ submission }: { readonly submission: Submission }) {
  switch (submission.status) {
    case 'received':
      return null;
    case 'completed':
      return (
        <Button
          icon={<Download {...buttonIcon} />}
          onClick={() => void downloadCsv(resultsFileName(submission), toResultRows(submission))}
        >
          {messages.details.results}
        </Button>
      );
    case 'failed':
      return (
        <Button
          icon={<Copy {...buttonIcon} />}
          onClick={() => void copyText(formatFailureDetails(submission), messages.details.name)}
        >
          {messages.details.copy}
        </Button>
      );
  }
}

type FilterLinkProps = SubmissionFilter & { readonly text: string; readonly title: string };

/** Finds the other submissions with the label or client. */
function FilterLink({ text, title, ...filter }: FilterLinkProps) {
  const link = (
    <Link
      href={submissionsPath(filter)}
      title={title}
      className="rounded-key font-medium text-fg underline underline-offset-4 [overflow-wrap:anywhere] hover:decoration-2"
    >
      {filter.label ?? filter.client}
    </Link>
  );
  return <FormattedMessage text={text} values={{ label: link, client: link }} />;
}

/** Status (announced when it changes), submission ID and times. */
export function SubmissionHeader({ submission }: { readonly submission: Submission }) {
  const { tone, icon, text } = badges[submission.status];
  const lateStart = formatLateStart(submission);
  return (
    <div className="border-b border-line px-(--edge) py-5">
      <div className="flex min-h-8 items-center justify-between gap-3 touch:min-h-11">
        <p role="status" className="flex items-center gap-2">
          <Badge tone={tone} icon={icon}>
            {text}
          </Badge>
          <span className="text-fg-2 tabular-nums">{formatStatusDetail(submission)}</span>
        </p>
        <SubmissionAction submission={submission} />
      </div>
      <div className="mt-3 flex items-center gap-1">
        <h2 className="font-mono text-id-l font-medium [overflow-wrap:anywhere] max-hand:text-[clamp(0.9375rem,4.4vw,1.0625rem)]">
          {submission.submissionId}
        </h2>
        <CopyButton text={submission.submissionId} name={messages.submission.id} />
      </div>
      <p title={format.zonedTime(submission.receivedAt)} className="mt-1 text-fg-2 tabular-nums">
        {formatTimes(submission)}
      </p>
      {submission.client !== undefined && (
        <p className="mt-1 text-fg-2">
          <FilterLink text={messages.filter.client} title={messages.filter.showClient} client={submission.client} />
        </p>
      )}
      {submission.label !== undefined && (
        <p className="mt-1 text-fg-2">
          <FilterLink text={messages.filter.partOf} title={messages.filter.showLabel} label={submission.label} />
        </p>
      )}
      {lateStart && <p className="mt-1 max-w-[40rem] text-small text-pretty text-fg-2 tabular-nums">{lateStart}</p>}
    </div>
  );
}
