import { classNames } from '#components/class-names.ts';
import { format } from '#lib/formatting.ts';
import type { WorkflowEdge, WorkflowGraph } from '#lib/workflow.ts';
import { rem } from './rem.ts';
import { submissionWords } from './messages.ts';
import type { Trace } from './workflow-trace.ts';

type Way = 'taken' | 'failed' | 'idle';

/** From the error on, the way taken is the way of a failure. */
function wayOf({ nodes }: WorkflowGraph, edge: WorkflowEdge, trace: Trace): Way {
  if (!trace.isTaken(edge)) return 'idle';
  const isSide = nodes.some(({ name, lane }) => name === edge.from && lane === 'side');
  return edge.kind === 'error' || isSide ? 'failed' : 'taken';
}

const strokes = {
  taken: 'stroke-iris stroke-2 forced-colors:stroke-[CanvasText]',
  failed: 'stroke-bad-fill stroke-2 forced-colors:stroke-[CanvasText]',
  idle: 'stroke-control stroke-[1.25] [stroke-dasharray:3_4]',
};

const heads = { taken: 'stroke-iris', failed: 'stroke-bad-fill', idle: 'stroke-control' };

function ArrowHeads() {
  return (
    <defs>
      {(['taken', 'failed', 'idle'] as const).map((way) => (
        <marker
          key={way}
          id={`arrow-${way}`}
          viewBox="0 0 8 10"
          refX="9"
          refY="5"
          markerWidth="8"
          markerHeight="10"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M2 1l5 4-5 4" className={classNames('fill-none stroke-[1.5]', heads[way])} />
        </marker>
      ))}
    </defs>
  );
}

/** Everything between the nodes; the nodes themselves are real elements above it. */
export function WorkflowLines({
  graph,
  trace,
  isRunning,
}: {
  readonly graph: WorkflowGraph;
  readonly trace: Trace;
  readonly isRunning: boolean;
}) {
  const first = graph.nodes[0];
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${graph.width} ${graph.height}`}
      className="absolute inset-0 size-full fill-none"
    >
      <ArrowHeads />
      <circle
        cx={graph.start.x}
        cy={graph.start.y}
        r="5"
        className={classNames('fill-iris', isRunning && 'animate-beat')}
      />
      {first && (
        <path
          d={`M${graph.start.x + 9} ${graph.start.y}H${first.x}`}
          className={strokes.taken}
          markerEnd="url(#arrow-taken)"
        />
      )}
      {graph.edges.map((edge) => {
        const way = wayOf(graph, edge, trace);
        return (
          <path
            key={`${edge.from} ${edge.to}`}
            d={edge.path}
            className={strokes[way]}
            markerEnd={`url(#arrow-${way})`}
          />
        );
      })}
    </svg>
  );
}

function labelOf(
  edge: WorkflowEdge,
  trace: Trace,
  firstError: WorkflowEdge | undefined,
  valid: number | undefined,
): string | undefined {
  if (edge.kind === 'otherwise') return submissionWords.workflow.otherwise;
  if (edge === firstError) return submissionWords.workflow.error;
  const leavesChoice = valid !== undefined && trace.isTaken(edge);
  return leavesChoice ? format.number(valid) : undefined;
}

type LabelsProps = { readonly graph: WorkflowGraph; readonly trace: Trace; readonly valid: number | undefined };

/** Words on the lines: why a way was not taken, and how many IDs went along one that was. */
export function WorkflowLabels({ graph, trace, valid }: LabelsProps) {
  const firstError = graph.edges.find(({ kind }) => kind === 'error');
  const choices = new Set(graph.nodes.filter(({ kind }) => kind === 'choice').map(({ name }) => name));
  return graph.edges.map((edge) => {
    const label = labelOf(edge, trace, firstError, choices.has(edge.from) ? valid : undefined);
    if (label === undefined) return null;
    const isCount = edge.kind === 'next';
    return (
      <span
        key={`${edge.from} ${edge.to}`}
        aria-hidden="true"
        style={{ left: rem(edge.middle.x), top: rem(edge.middle.y) }}
        className={classNames(
          'absolute -translate-x-1/2 text-small whitespace-nowrap',
          isCount
            ? '-translate-y-[1.375rem] font-medium text-iris tabular-nums'
            : '-translate-y-1/2 bg-surface px-2 text-fg-2',
        )}
      >
        {label}
      </span>
    );
  });
}
