import { useId } from 'react';
import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format-message.ts';
import { tookOf } from './format-submission.ts';
import { rem } from './rem.ts';
import type { StepFacts } from './workflow-steps.ts';
import { validCount } from './step-words.ts';
import { submissionWords } from './messages.ts';
import { useSteps } from './use-steps.ts';
import { WorkflowLabels, WorkflowLines } from './workflow-edges.tsx';
import { WorkflowNodeBox } from './workflow-node.tsx';
import { WorkflowRail } from './workflow-timeline.tsx';

function summaryOf(submission: Submission, walked: readonly StepFacts[]): string {
  switch (submission.status) {
    case 'received':
      return submissionWords.workflow.summaryRunning;
    case 'completed': {
      const steps = walked.map(({ name }) => name).join(', ');
      return formatMessage(submissionWords.workflow.summaryCompleted, { duration: tookOf(submission) ?? '', steps });
    }
    case 'failed': {
      const step = submission.failure?.step;
      return step
        ? formatMessage(submissionWords.workflow.summaryFailed, { step })
        : submissionWords.workflow.summaryFailedSomewhere;
    }
  }
}

/** The workflow as it is deployed, with the path that this submission took. */
export function WorkflowFigure({ submission }: { readonly submission: Submission }) {
  const summary = useId();
  const { graph, trace, steps, walked, listed } = useSteps(submission);
  return (
    <figure
      aria-label={submissionWords.workflow.figure}
      aria-describedby={summary}
      className="@container px-(--edge) py-4"
    >
      <figcaption id={summary} className="sr-only">
        {summaryOf(submission, walked)}
      </figcaption>
      <div
        style={{ width: rem(graph.width), height: rem(graph.height) }}
        className="relative hidden @min-[41.25rem]:block"
      >
        <WorkflowLines graph={graph} trace={trace} isRunning={submission.status === 'received'} />
        <WorkflowLabels graph={graph} trace={trace} valid={validCount(submission)} />
        <ol>
          {steps.map(({ node, facts }) => (
            <WorkflowNodeBox key={node.name} node={node} facts={facts} />
          ))}
        </ol>
      </div>
      <WorkflowRail steps={listed} />
    </figure>
  );
}
