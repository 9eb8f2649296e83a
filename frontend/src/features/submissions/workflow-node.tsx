import { classNames } from '#components/class-names.ts';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import type { WorkflowNode } from '#lib/workflow.ts';
import { rem } from './rem.ts';
import { NodeIcon } from './step-icon.tsx';
import { nameOf, type StepFacts } from './workflow-steps.ts';
import { submissionWords } from './messages.ts';
import type { NodeState } from './workflow-trace.ts';

const looks: Readonly<Record<NodeState, string>> = {
  waiting: 'border-line-strong bg-surface text-fg-2',
  done: 'border-iris bg-surface [box-shadow:inset_0_0_0_0.5px_var(--iris)]',
  failed: 'border-bad-fill bg-bad-tint [box-shadow:inset_0_0_0_0.5px_var(--bad-fill)]',
  'not-needed': 'border-dashed border-control bg-surface text-fg-3',
  'not-reached': 'border-dashed border-control bg-surface text-fg-3',
  unknown: 'border-dashed border-control bg-surface text-fg-2',
};

const iconTones: Readonly<Record<NodeState, string>> = {
  waiting: 'text-fg-3',
  done: 'text-iris',
  failed: 'text-bad',
  'not-needed': 'text-fg-3',
  'not-reached': 'text-fg-3',
  unknown: 'text-fg-3',
};

/** What the name of the node already says, for who sees it. */
function Card({ facts }: { readonly facts: StepFacts }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute top-full left-0 z-10 mt-2 hidden w-max max-w-64 animate-appear rounded-box bg-raised px-3 py-2 text-small text-fg-2 shadow-e3 group-hover:block group-focus:block forced-colors:border"
    >
      <span className="block font-medium text-fg">{facts.happened}</span>
      {facts.step && (
        <span className="block tabular-nums">
          {formatMessage(submissionWords.workflow.fromTo, {
            start: format.clock(facts.step.startedAt),
            end: format.clock(facts.step.endedAt),
          })}
        </span>
      )}
    </span>
  );
}

export function WorkflowNodeBox({ node, facts }: { readonly node: WorkflowNode; readonly facts: StepFacts }) {
  const isPill = node.lane === 'side';
  const tone = node.lane === 'side' && facts.state === 'done' ? 'text-bad' : iconTones[facts.state];
  return (
    <li
      style={{ left: rem(node.x), top: rem(node.y), width: rem(node.width), height: rem(node.height) }}
      className="absolute"
    >
      <div
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: each step can be visited, and says what became of it
        tabIndex={0}
        aria-label={nameOf(facts)}
        className={classNames(
          'group relative flex size-full gap-1.5 rounded-box border px-2.5',
          isPill ? 'items-center' : 'flex-wrap content-center',
          isPill && facts.state === 'done' ? 'border-bad-fill bg-surface' : looks[facts.state],
        )}
      >
        <span className={classNames('flex h-5 items-center', tone)}>
          <NodeIcon state={facts.state} />
        </span>
        <span className="min-w-0">
          <span className="block font-medium whitespace-nowrap">{node.name}</span>
          {!isPill && (
            <span className="-mt-0.5 block text-small whitespace-nowrap text-fg-2 tabular-nums">{facts.brief}</span>
          )}
        </span>
        <Card facts={facts} />
      </div>
    </li>
  );
}
