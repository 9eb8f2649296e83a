import { Check, X } from 'lucide-react';
import { Badge, type Tone } from '#components/badge.tsx';
import { CopyButton } from '#components/copy-button.tsx';
import { Spinner } from '#components/spinner.tsx';
import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format-message.ts';
import { idCount, tookOf } from './format-submission.ts';
import { SubmissionAction } from './submission-action.tsx';
import { submissionWords } from './messages.ts';
import { lateStartOf, timesOf } from './times.ts';

const look = { 'aria-hidden': true, size: 14, strokeWidth: 2 } as const;

const badges = {
  received: { tone: 'iris', icon: <Spinner size={14} />, text: submissionWords.submission.running },
  completed: { tone: 'ok', icon: <Check {...look} />, text: submissionWords.submission.completed },
  failed: { tone: 'bad', icon: <X {...look} />, text: submissionWords.submission.failed },
} as const satisfies Record<Submission['status'], { tone: Tone; icon: unknown; text: string }>;

function besideBadge(submission: Submission): string {
  switch (submission.status) {
    case 'received':
      return idCount(submission.counts.submitted);
    case 'completed':
      return formatMessage(submissionWords.submission.took, { duration: tookOf(submission) ?? '' });
    case 'failed':
      return submission.failure?.step
        ? formatMessage(submissionWords.submission.stoppedIn, { step: submission.failure.step })
        : '';
  }
}

/** Its state, said once when it changes; which submission it is; and when. */
export function SubmissionHead({ submission }: { readonly submission: Submission }) {
  const { tone, icon, text } = badges[submission.status];
  const lateStart = lateStartOf(submission);
  return (
    <div className="border-b border-line px-(--edge) py-5">
      <div className="flex min-h-8 items-center justify-between gap-3 max-hand:min-h-11">
        <p role="status" className="flex items-center gap-2">
          <Badge tone={tone} icon={icon}>
            {text}
          </Badge>
          <span className="text-fg-2 tabular-nums">{besideBadge(submission)}</span>
        </p>
        <SubmissionAction submission={submission} />
      </div>
      <div className="mt-3 flex items-center gap-1">
        <h2 className="font-mono text-id-l font-medium [overflow-wrap:anywhere] max-hand:text-[clamp(0.9375rem,4.4vw,1.0625rem)]">
          {submission.submissionId}
        </h2>
        <CopyButton text={submission.submissionId} what={submissionWords.submission.id} />
      </div>
      <p className="mt-1 text-fg-2 tabular-nums">{timesOf(submission)}</p>
      {lateStart && <p className="mt-1 max-w-[40rem] text-small text-pretty text-fg-2 tabular-nums">{lateStart}</p>}
    </div>
  );
}
