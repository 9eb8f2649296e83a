import { ChevronRight } from 'lucide-react';
import { ButtonLink } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import type { Submission } from '#lib/api/submissions.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { paths } from '#lib/paths.ts';
import type { AsyncState } from '#lib/query.ts';
import { useMinLoadingTime, useNow } from '#lib/timers.ts';
import { failureTitle, isStuck } from './format-submission.ts';
import { ResultsTable } from './results-table.tsx';
import { RetryNotice } from './retry-notice.tsx';
import { AttemptsTable, StepsTable } from './steps-table.tsx';
import { SubmissionHeader } from './submission-header.tsx';
import { submissionMessages as messages } from './submission-messages.ts';
import { WorkflowDiagram } from './workflow-diagram.tsx';

function Running({ submission }: { readonly submission: Submission }) {
  const now = useNow();
  return (
    <>
      {isStuck(submission, now) && (
        <RetryNotice submission={submission} variant="info" title={messages.retry.stuck}>
          {messages.retry.stuckText}
        </RetryNotice>
      )}
      <p className="px-(--edge) pt-5 pb-3 text-fg-2">{messages.submission.waiting}</p>
      <SkeletonRows count={Math.min(8, submission.counts.submitted)} />
    </>
  );
}

function Completed({ submission }: { readonly submission: Submission }) {
  return (
    <>
      <details className="group border-b border-line">
        <summary className="flex list-none items-center gap-1 px-(--edge) py-2.5 font-medium text-fg-2 -outline-offset-2 hover:text-fg">
          <ChevronRight
            aria-hidden
            size={16}
            strokeWidth={1.75}
            className="-ml-1 transition-transform group-open:rotate-90"
          />
          {messages.steps.title}
        </summary>
        <StepsTable submission={submission} />
      </details>
      <ResultsTable submission={submission} />
    </>
  );
}

function Failed({ submission }: { readonly submission: Submission }) {
  const { submitted } = submission.counts;
  return (
    <>
      <RetryNotice submission={submission} title={failureTitle(submission)}>
        {formatPlural(messages.failure.safe[submission.action], submitted, format.number(submitted))}
      </RetryNotice>
      <StepsTable submission={submission} />
    </>
  );
}

const outcomes = { received: Running, completed: Completed, failed: Failed };

function LoadedSubmission({ submission }: { readonly submission: Submission }) {
  const Outcome = outcomes[submission.status];
  return (
    <>
      <SubmissionHeader submission={submission} />
      <div className="border-b border-line">
        <WorkflowDiagram submission={submission} />
      </div>
      <AttemptsTable submission={submission} />
      <Outcome submission={submission} />
    </>
  );
}

type SubmissionDetailProps = { readonly submissionId: string; readonly submission: AsyncState<Submission> };

export function SubmissionDetail({ submissionId, submission: latest }: SubmissionDetailProps) {
  const submission = useMinLoadingTime(latest);
  switch (submission.status) {
    case 'loading':
      return <SkeletonRows count={8} />;
    case 'failed':
      return submission.problem.code === 'submission-not-found' ? (
        <EmptyState
          title={formatMessage(messages.submission.unknown, { id: submissionId })}
          text={messages.submission.unknownText}
          actions={<ButtonLink to={paths.submissions}>{messages.submission.backToList}</ButtonLink>}
        />
      ) : (
        <ErrorState title={messages.submission.failedLoad} problem={submission.problem} onRetry={submission.retry} />
      );
    case 'loaded':
      return <LoadedSubmission submission={submission.value} />;
  }
}
