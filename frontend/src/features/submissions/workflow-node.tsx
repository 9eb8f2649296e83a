import { classNames } from '#components/class-names.ts';
import { format, formatMessage } from '#lib/format.ts';
import type { WorkflowNode } from '#lib/workflow.ts';
import { StepIcon, stepIconColors } from './step-icon.tsx';
import { submissionMessages } from './submission-messages.ts';
import { stepDescription, type WorkflowStep } from './workflow-steps.ts';
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

export function WorkflowNodeBox({ lane, step }: WorkflowNodeBoxProps) {
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
