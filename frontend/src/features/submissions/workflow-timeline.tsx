import { classNames } from '#components/class-names.ts';
import { NodeIcon } from './step-icon.tsx';
import { nameOf, type StepFacts } from './workflow-steps.ts';
import type { NodeState } from './workflow-trace.ts';

const tones: Readonly<Record<NodeState, string>> = {
  waiting: 'text-fg-3',
  done: 'text-iris',
  failed: 'text-bad',
  'not-needed': 'text-fg-3',
  'not-reached': 'text-fg-3',
  unknown: 'text-fg-3',
};

const idleLine = 'before:border-l before:border-dashed before:border-control';
const lines: Readonly<Record<NodeState, string>> = {
  waiting: idleLine,
  done: 'before:border-l-2 before:border-iris',
  failed: 'before:border-l-2 before:border-bad-fill',
  'not-needed': idleLine,
  'not-reached': idleLine,
  unknown: idleLine,
};

const rail = 'relative before:absolute before:top-7 before:-bottom-1 before:left-1/2 before:-translate-x-1/2';

/** From the step that failed on, what is done and the way on belong to the failure. */
function stateShown(steps: readonly StepFacts[], index: number): NodeState {
  const { state = 'waiting' } = steps[index] ?? {};
  return state === 'done' && steps.slice(0, index).some((step) => step.state === 'failed') ? 'failed' : state;
}

function lineAfter(steps: readonly StepFacts[], index: number): string {
  const next = steps[index + 1];
  if (!next) return '';
  return `${rail} ${next.state === 'not-reached' ? idleLine : lines[stateShown(steps, index)]}`;
}

/** The same workflow from top to bottom, where there is no room for the picture. */
export function WorkflowRail({ steps }: { readonly steps: readonly StepFacts[] }) {
  return (
    <ol className="@min-[41.25rem]:hidden">
      {steps.map((facts, index) => (
        <li key={facts.name} className="flex gap-3">
          <span
            className={classNames(
              'flex w-5 shrink-0 justify-center pt-1',
              tones[stateShown(steps, index)],
              lineAfter(steps, index),
            )}
          >
            <NodeIcon state={facts.state} size={18} />
          </span>
          <div
            role="img"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: each step can be visited, and says what became of it
            tabIndex={0}
            aria-label={nameOf(facts)}
            className="flex min-h-13 min-w-0 grow flex-wrap justify-between gap-x-3 rounded-key pb-3"
          >
            <span className="min-w-0">
              <span className="block font-medium">{facts.name}</span>
              <span className="block text-small text-fg-2">{facts.happened}</span>
            </span>
            <span className="text-fg-2 tabular-nums">{facts.duration}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}
