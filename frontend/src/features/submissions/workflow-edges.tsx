import { classNames } from '#components/class-names.ts';
import { format } from '#lib/format.ts';
import type { WorkflowEdge, WorkflowGraph } from '#lib/workflow.ts';
import { submissionMessages } from './submission-messages.ts';
import type { WorkflowTrace } from './workflow-trace.ts';

type EdgeState = 'taken' | 'failed' | 'idle';

function edgeState({ nodes }: WorkflowGraph, edge: WorkflowEdge, trace: WorkflowTrace): EdgeState {
  if (!trace.isTaken(edge)) return 'idle';
  const isOnErrorPath = nodes.some(({ name, lane }) => name === edge.from && lane === 'side');
  return edge.kind === 'error' || isOnErrorPath ? 'failed' : 'taken';
}

const strokes: Readonly<Record<EdgeState, string>> = {
  taken: 'stroke-iris stroke-2 forced-colors:stroke-[CanvasText]',
  failed: 'stroke-bad-fill stroke-2 forced-colors:stroke-[CanvasText]',
  idle: 'stroke-control stroke-[1.25] [stroke-dasharray:3_4]',
};

const arrowHeads = [
  { state: 'taken', fill: 'var(--iris)' },
  { state: 'failed', fill: 'var(--bad-fill)' },
  { state: 'idle', fill: 'var(--control)' },
] as const;

/** Filled, because WebKit dashes the outline of a head like the line it ends. */
function ArrowHeads() {
  return (
    <defs>
      {arrowHeads.map(({ state, fill }) => (
        <marker
          key={state}
          id={`arrow-${state}`}
          viewBox="0 0 8 10"
          refX="9"
          refY="5"
          markerWidth="8"
          markerHeight="10"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M1.5 1l6 4-6 4z" stroke="none" style={{ fill }} />
        </marker>
      ))}
    </defs>
  );
}

function Edge({ path, state }: { readonly path: string; readonly state: EdgeState }) {
  return <path d={path} className={strokes[state]} markerEnd={`url(#arrow-${state})`} />;
}

type WorkflowEdgesProps = {
  readonly graph: WorkflowGraph;
  readonly trace: WorkflowTrace;
  readonly isRunning: boolean;
};

export function WorkflowEdges({ graph, trace, isRunning }: WorkflowEdgesProps) {
  const { start, nodes, edges, width, height } = graph;
  const first = nodes[0];
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${width} ${height}`} className="absolute inset-0 size-full fill-none">
      <ArrowHeads />
      <circle cx={start.x} cy={start.y} r="5" className={classNames('fill-iris', isRunning && 'animate-beat')} />
      {first && <Edge path={`M${start.x + 9} ${start.y}H${first.x}`} state="taken" />}
      {edges.map((edge) => (
        <Edge key={`${edge.from} ${edge.to}`} path={edge.path} state={edgeState(graph, edge, trace)} />
      ))}
    </svg>
  );
}

type WorkflowEdgeLabelsProps = {
  readonly graph: WorkflowGraph;
  readonly trace: WorkflowTrace;
  readonly valid: number | undefined;
};

/** Labels for the branch without valid IDs, the first error edge, and the number of IDs that passed the choice. */
export function WorkflowEdgeLabels({ graph, trace, valid }: WorkflowEdgeLabelsProps) {
  const firstError = graph.edges.find(({ kind }) => kind === 'error');
  const choices = new Set(graph.nodes.filter(({ kind }) => kind === 'choice').map(({ name }) => name));
  const edgeLabel = (edge: WorkflowEdge): string | undefined => {
    if (edge.kind === 'otherwise') return submissionMessages.workflow.otherwise;
    if (edge === firstError) return submissionMessages.workflow.error;
    const isPassed = choices.has(edge.from) && trace.isTaken(edge);
    return isPassed && valid !== undefined ? format.number(valid) : undefined;
  };
  return graph.edges.map((edge) => {
    const label = edgeLabel(edge);
    if (label === undefined) return null;
    return (
      <span
        key={`${edge.from} ${edge.to}`}
        aria-hidden="true"
        style={{ left: `${(100 * edge.middle.x) / graph.width}%`, top: `${(100 * edge.middle.y) / graph.height}%` }}
        className={classNames(
          'absolute -translate-x-1/2 text-small whitespace-nowrap',
          edge.kind === 'next'
            ? '-translate-y-[1.375rem] font-medium text-iris tabular-nums'
            : '-translate-y-1/2 bg-surface px-2 text-fg-2',
        )}
      >
        {label}
      </span>
    );
  });
}
