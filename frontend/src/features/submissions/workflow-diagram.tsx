import { useId } from 'react';
import { classNames } from '#components/class-names.ts';
import type { Submission } from '#lib/api/submissions.ts';
import { format, formatMessage } from '#lib/format.ts';
import type { WorkflowNode } from '#lib/workflow.ts';
import { formatTotalDuration, validCount } from './format-submission.ts';
import { StepIcon, stepIconColors } from './step-icon.tsx';
import { submissionMessages } from './submission-messages.ts';
import { WorkflowEdgeLabels, WorkflowEdges } from './workflow-edges.tsx';
import { stateLabel, stepDescription, useWorkflowSteps, type WorkflowStep } from './workflow-steps.ts';
import { WorkflowTimeline } from './workflow-timeline.tsx';
import type { NodeState } from './workflow-trace.ts';

const frames: Readonly<Record<NodeState, string>> = {
  waiting: 'border-line-strong bg-surface text-fg-2',
  done: 'border-iris bg-surface [box-shadow:inset_0_0_0_0.5px_var(--iris)]',
  failed: 'border-bad-fill bg-bad-tint [box-shadow:inset_0_0_0_0.5px_var(--bad-fill)]',
  'if-needed': 'border-dashed border-control bg-surface text-fg-2',
  'not-needed': 'border-dashed border-control bg-surface text-fg-3',
  'not-reached': 'border-dashed border-control bg-surface text-fg-3',
  unknown: 'border-dashed border-control bg-surface text-fg-2',
};

/** Hidden from screen readers: the node's accessible name contains the result. */
function StepTooltip({ step: { result, step } }: { readonly step: WorkflowStep }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute top-full left-0 z-10 mt-2 hidden w-max max-w-64 animate-appear rounded-box bg-raised px-3 py-2 text-small text-fg-2 shadow-e3 group-hover:block group-focus:block forced-colors:border"
    >
      <span className="block font-medium text-fg">{result}</span>
      {step && (
        <span className="block tabular-nums">
          {formatMessage(submissionMessages.workflow.fromTo, {
            start: format.clock(step.startedAt),
            end: format.clock(step.endedAt),
          })}
        </span>
      )}
    </span>
  );
}

type WorkflowNodeBoxProps = { readonly lane: WorkflowNode['lane']; readonly step: WorkflowStep };

function WorkflowNodeBox({ lane, step }: WorkflowNodeBoxProps) {
  const isErrorState = lane === 'side';
  const isErrorHandled = isErrorState && step.state === 'done';
  return (
    <div
      role="img"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users reach each step and its tooltip
      tabIndex={0}
      aria-label={stepDescription(step)}
      className={classNames(
        'group relative flex size-full gap-1.5 rounded-box border px-2.5',
        isErrorState ? 'items-center' : 'flex-wrap content-center',
        isErrorHandled ? 'border-bad-fill bg-surface' : frames[step.state],
      )}
    >
      <span className={classNames('flex h-5 items-center', isErrorHandled ? 'text-bad' : stepIconColors[step.state])}>
        <StepIcon state={step.state} />
      </span>
      <span className="min-w-0">
        <span className="block font-medium whitespace-nowrap">{step.label}</span>
        {!isErrorState && (
          <span className="-mt-0.5 block text-small whitespace-nowrap text-fg-2 tabular-nums">{step.brief}</span>
        )}
      </span>
      <StepTooltip step={step} />
    </div>
  );
}

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
