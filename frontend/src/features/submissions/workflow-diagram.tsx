import { useId } from 'react';
import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format.ts';
import type { WorkflowNode } from '#lib/workflow.ts';
import { formatTotalDuration, validCount } from './format-submission.ts';
import { submissionMessages } from './submission-messages.ts';
import { WorkflowEdgeLabels, WorkflowEdges } from './workflow-edges.tsx';
import { WorkflowNodeBox } from './workflow-node.tsx';
import { stateLabel, useWorkflowSteps, type WorkflowStep } from './workflow-steps.ts';
import { WorkflowTimeline } from './workflow-timeline.tsx';

const messages = submissionMessages.workflow;

function formatSummary(submission: Submission, executed: readonly WorkflowStep[]): string {
  switch (submission.status) {
    case 'received':
      return messages.summaryRunning;
    case 'completed': {
      const steps = executed.map(({ label }) => label).join(', ');
      return formatMessage(messages.summaryCompleted, { duration: formatTotalDuration(submission) ?? '', steps });
    }
    case 'failed': {
      const step = submission.failure?.step;
      return step ? formatMessage(messages.summaryFailed, { step: stateLabel(step) }) : messages.summaryFailedSomewhere;
    }
  }
}

/** In rem, so that the diagram scales with the user's font size. */
const toRem = (pixels: number): string => `${pixels / 16}rem`;

const toBounds = ({ x, y, width, height }: WorkflowNode) => ({
  left: toRem(x),
  top: toRem(y),
  width: toRem(width),
  height: toRem(height),
});

/** The deployed workflow with the path this submission took. Narrow containers show a timeline instead. */
export function WorkflowDiagram({ submission }: { readonly submission: Submission }) {
  const summaryId = useId();
  const { graph, trace, nodes, executed, listed } = useWorkflowSteps(submission);
  return (
    <figure aria-label={messages.figure} aria-describedby={summaryId} className="@container px-(--edge) py-4">
      <figcaption id={summaryId} className="sr-only">
        {formatSummary(submission, executed)}
      </figcaption>
      <div
        style={{ width: toRem(graph.width), height: toRem(graph.height) }}
        className="relative hidden @min-[40rem]:block"
      >
        <WorkflowEdges graph={graph} trace={trace} isRunning={submission.status === 'received'} />
        <WorkflowEdgeLabels graph={graph} trace={trace} valid={validCount(submission)} />
        <ol>
          {nodes.map(({ node, step }) => (
            <li key={node.name} style={toBounds(node)} className="absolute">
              <WorkflowNodeBox lane={node.lane} step={step} />
            </li>
          ))}
        </ol>
      </div>
      <WorkflowTimeline steps={listed} />
    </figure>
  );
}
