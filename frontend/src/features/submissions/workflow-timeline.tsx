import { classNames } from '#components/class-names.ts';
import { StepIcon, stepIconColors } from './step-icon.tsx';
import { stepDescription, type WorkflowStep } from './workflow-steps.ts';
import type { NodeState } from './workflow-trace.ts';

const idleLine = 'before:border-l before:border-dashed before:border-control';
const lines: Readonly<Record<NodeState, string>> = {
  waiting: idleLine,
  'if-needed': idleLine,
  done: 'before:border-l-2 before:border-iris',
  failed: 'before:border-l-2 before:border-bad-fill',
  'not-needed': idleLine,
  'not-reached': idleLine,
  unknown: idleLine,
};

const lineBase = 'relative before:absolute before:top-7 before:-bottom-1 before:left-1/2 before:-translate-x-1/2';

/** States after a failure are part of the error path, so they look failed even when they are done. */
function displayedState(steps: readonly WorkflowStep[], index: number): NodeState {
  const { state = 'waiting' } = steps[index] ?? {};
  return state === 'done' && steps.slice(0, index).some((step) => step.state === 'failed') ? 'failed' : state;
}

function lineBelow(steps: readonly WorkflowStep[], index: number): string {
  const next = steps[index + 1];
  if (!next) return '';
  return `${lineBase} ${next.state === 'not-reached' ? idleLine : lines[displayedState(steps, index)]}`;
}

/** The workflow from top to bottom, for narrow containers. */
export function WorkflowTimeline({ steps }: { readonly steps: readonly WorkflowStep[] }) {
  return (
    <ol className="@min-[40rem]:hidden">
      {steps.map((step, index) => (
        <li key={step.name} className="flex gap-3">
          <span
            className={classNames(
              'flex w-5 shrink-0 justify-center pt-1',
              stepIconColors[displayedState(steps, index)],
              lineBelow(steps, index),
            )}
          >
            <StepIcon state={step.state} size={18} />
          </span>
          <div
            role="img"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users reach each step
            tabIndex={0}
            aria-label={stepDescription(step)}
            className="flex min-h-13 min-w-0 grow flex-wrap justify-between gap-x-3 rounded-key pb-3"
          >
            <span className="min-w-0">
              <span className="block font-medium">{step.label}</span>
              <span className="block text-small text-fg-2">{step.result}</span>
            </span>
            <span className="text-fg-2 tabular-nums">{step.duration}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}
