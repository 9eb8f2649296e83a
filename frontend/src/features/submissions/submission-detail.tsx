import { ChevronRight } from 'lucide-react';
import { ButtonLink } from '#components/button-link.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { Notice } from '#components/notice.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { paths } from '#lib/paths.ts';
import type { AsyncState } from '#lib/query.ts';
import { useMinLoadingTime } from '#lib/use-min-loading-time.ts';
import { Results } from './results-table.tsx';
import { StepsTable } from './steps-table.tsx';
import { SubmissionHead } from './submission-header.tsx';
import { submissionWords } from './messages.ts';
import { failureTitle } from './export-results.ts';
import { useSteps } from './use-steps.ts';
import { WorkflowFigure } from './workflow-diagram.tsx';

function Explanation({ submission }: { readonly submission: Submission }) {
  const { submitted } = submission.counts;
  const title = failureTitle(submission);
  const safe = formatPlural(submissionWords.failure.safe, submitted, format.number(submitted));
  return (
    <div className="px-(--edge) pt-5 pb-3">
      <Notice title={title}>{safe}</Notice>
    </div>
  );
}

function Steps({ submission }: { readonly submission: Submission }) {
  return <StepsTable steps={useSteps(submission).listed} />;
}

function Outcome({ submission }: { readonly submission: Submission }) {
  switch (submission.status) {
    case 'received':
      return (
        <>
          <p className="px-(--edge) pt-5 pb-3 text-fg-2">{submissionWords.submission.waiting}</p>
          <SkeletonRows count={Math.min(8, submission.counts.submitted)} />
        </>
      );
    case 'completed':
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
              {submissionWords.steps.title}
            </summary>
            <Steps submission={submission} />
          </details>
          <Results submission={submission} />
        </>
      );
    case 'failed':
      return (
        <>
          <Explanation submission={submission} />
          <Steps submission={submission} />
        </>
      );
  }
}

type SubmissionDetailProps = { readonly submissionId: string; readonly submission: AsyncState<Submission> };

/** Everything known of one submission, in each state that asking for it can have. */
export function SubmissionDetail({ submissionId, submission: latest }: SubmissionDetailProps) {
  const submission = useMinLoadingTime(latest);
  switch (submission.status) {
    case 'loading':
      return <SkeletonRows count={8} />;
    case 'failed':
      return submission.problem.code === 'submission-not-found' ? (
        <EmptyState
          title={formatMessage(submissionWords.submission.unknown, { id: submissionId })}
          text={submissionWords.submission.unknownText}
          actions={<ButtonLink to={paths.submissions}>{submissionWords.submission.backToList}</ButtonLink>}
        />
      ) : (
        <ErrorState
          title={submissionWords.submission.failedLoad}
          problem={submission.problem}
          onRetry={submission.retry}
        />
      );
    case 'loaded':
      return (
        <>
          <SubmissionHead submission={submission.value} />
          <div className="border-b border-line">
            <WorkflowFigure submission={submission.value} />
          </div>
          <Outcome submission={submission.value} />
        </>
      );
  }
}
