import type { Submission } from '#lib/api/submissions.ts';
import type { WorkflowEdge, WorkflowGraph } from '#lib/workflow.ts';

/** `unknown` if the reported steps fit several paths: nothing is guessed. */
export type NodeState = 'waiting' | 'if-needed' | 'done' | 'failed' | 'not-needed' | 'not-reached' | 'unknown';

export type WorkflowTrace = {
  readonly stateOf: (name: string) => NodeState;
  readonly isTaken: (edge: WorkflowEdge) => boolean;
};

type Path = readonly string[];

const isNormal = ({ kind }: WorkflowEdge): boolean => kind !== 'error';

/** All acyclic paths without an error edge, from the start to a state for which `isEnd` holds. */
function findPaths(graph: WorkflowGraph, isEnd: (name: string) => boolean): readonly Path[] {
  const extend = (path: Path): readonly Path[] => {
    const last = path.at(-1) ?? '';
    if (isEnd(last)) return [path];
    const next = graph.edges.filter((edge) => edge.from === last && isNormal(edge) && !path.includes(edge.to));
    return next.flatMap(({ to }) => extend([...path, to]));
  };
  return extend([graph.startAt]);
}

const isFinal = (graph: WorkflowGraph, name: string): boolean =>
  !graph.edges.some((edge) => edge.from === name && isNormal(edge));

/** The error handler of a step and all states after it. */
function findErrorPath(graph: WorkflowGraph, step: string): Path {
  const handler = graph.edges.find(({ from, kind }) => from === step && kind === 'error')?.to;
  if (handler === undefined) return [];
  const extend = (path: Path): Path => {
    const next = graph.edges.find((edge) => edge.from === path.at(-1) && !path.includes(edge.to));
    return next ? extend([...path, next.to]) : path;
  };
  return extend([handler]);
}

function includesEdge(path: Path, { from, to }: WorkflowEdge): boolean {
  return path.some((name, index) => name === from && path[index + 1] === to);
}

/** The error states of a running submission may never be needed. */
function traceRunning({ nodes }: WorkflowGraph): WorkflowTrace {
  const errorStates = new Set(nodes.filter(({ lane }) => lane === 'side').map(({ name }) => name));
  return { stateOf: (name) => (errorStates.has(name) ? 'if-needed' : 'waiting'), isTaken: () => false };
}

const uniformTrace = (state: NodeState): WorkflowTrace => ({ stateOf: () => state, isTaken: () => false });

/** A state on every candidate path is done; a state on none has `offPath`. */
function combinePaths(paths: readonly Path[], offPath: NodeState): WorkflowTrace {
  if (paths.length === 0) return uniformTrace('unknown');
  return {
    stateOf: (name) => {
      const count = paths.filter((path) => path.includes(name)).length;
      if (count === paths.length) return 'done';
      return count === 0 ? offPath : 'unknown';
    },
    isTaken: (edge) => paths.every((path) => includesEdge(path, edge)),
  };
}

function traceCompleted(graph: WorkflowGraph, { steps }: Submission): WorkflowTrace {
  const isTask = new Set(graph.nodes.filter(({ kind }) => kind === 'task').map(({ name }) => name));
  const reported = steps.map(({ name }) => name).join();
  const paths = findPaths(graph, (name) => isFinal(graph, name));
  return combinePaths(
    paths.filter((path) => path.filter((name) => isTask.has(name)).join() === reported),
    'not-needed',
  );
}

function traceFailed(graph: WorkflowGraph, step: string): WorkflowTrace {
  const errorPath = findErrorPath(graph, step);
  const trace = combinePaths(
    findPaths(graph, (name) => name === step).map((path) => [...path, ...errorPath]),
    'not-reached',
  );
  const end = errorPath.at(-1);
  return { ...trace, stateOf: (name) => (name === step || name === end ? 'failed' : trace.stateOf(name)) };
}

/** Derives the path through the workflow from the steps or the failure that the API reports. */
export function traceSubmission(graph: WorkflowGraph, submission: Submission): WorkflowTrace {
  switch (submission.status) {
    case 'received':
      return traceRunning(graph);
    case 'completed':
      return traceCompleted(graph, submission);
    case 'failed':
      return submission.failure?.step ? traceFailed(graph, submission.failure.step) : uniformTrace('unknown');
  }
}
