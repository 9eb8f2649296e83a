import type { Submission } from '#lib/api/submissions.ts';
import type { WorkflowEdge, WorkflowGraph } from '#lib/workflow.ts';

/** What a submission says of one state. Nothing is guessed: what could be either way is `unknown`. */
export type NodeState = 'waiting' | 'done' | 'failed' | 'not-needed' | 'not-reached' | 'unknown';

export type Trace = {
  readonly stateOf: (name: string) => NodeState;
  readonly isTaken: (edge: WorkflowEdge) => boolean;
};

type Path = readonly string[];

const goesOn = ({ kind }: WorkflowEdge): boolean => kind !== 'error';

/** Every way from the start on which `isEnd` ends, without an error and without meeting a state twice. */
function pathsTo(graph: WorkflowGraph, isEnd: (name: string) => boolean): readonly Path[] {
  const from = (path: Path): readonly Path[] => {
    const last = path.at(-1) ?? '';
    if (isEnd(last)) return [path];
    const next = graph.edges.filter((edge) => edge.from === last && goesOn(edge) && !path.includes(edge.to));
    return next.flatMap(({ to }) => from([...path, to]));
  };
  return from([graph.startAt]);
}

const isFinal = (graph: WorkflowGraph, name: string): boolean =>
  !graph.edges.some((edge) => edge.from === name && goesOn(edge));

/** What follows a failure: its handler, and on to the end. */
function afterFailure(graph: WorkflowGraph, step: string): Path {
  const handler = graph.edges.find(({ from, kind }) => from === step && kind === 'error')?.to;
  if (handler === undefined) return [];
  const follow = (path: Path): Path => {
    const next = graph.edges.find((edge) => edge.from === path.at(-1) && !path.includes(edge.to));
    return next ? follow([...path, next.to]) : path;
  };
  return follow([handler]);
}

function walks(path: Path, { from, to }: WorkflowEdge): boolean {
  return path.some((name, index) => name === from && path[index + 1] === to);
}

const nothingKnown = (state: NodeState): Trace => ({ stateOf: () => state, isTaken: () => false });

/** What lies on every possible path was walked, what lies on none was not. */
function traceOf(paths: readonly Path[], offPath: NodeState): Trace {
  if (paths.length === 0) return nothingKnown('unknown');
  return {
    stateOf: (name) => {
      const walked = paths.filter((path) => path.includes(name)).length;
      if (walked === paths.length) return 'done';
      return walked === 0 ? offPath : 'unknown';
    },
    isTaken: (edge) => paths.every((path) => walks(path, edge)),
  };
}

function traceCompleted(graph: WorkflowGraph, { steps }: Submission): Trace {
  const isTask = new Set(graph.nodes.filter(({ kind }) => kind === 'task').map(({ name }) => name));
  const reported = steps.map(({ name }) => name).join();
  const paths = pathsTo(graph, (name) => isFinal(graph, name));
  return traceOf(
    paths.filter((path) => path.filter((name) => isTask.has(name)).join() === reported),
    'not-needed',
  );
}

function traceFailed(graph: WorkflowGraph, step: string): Trace {
  const after = afterFailure(graph, step);
  const trace = traceOf(
    pathsTo(graph, (name) => name === step).map((path) => [...path, ...after]),
    'not-reached',
  );
  const end = after.at(-1);
  return { ...trace, stateOf: (name) => (name === step || name === end ? 'failed' : trace.stateOf(name)) };
}

export function traceSubmission(graph: WorkflowGraph, submission: Submission): Trace {
  switch (submission.status) {
    case 'received':
      return nothingKnown('waiting');
    case 'completed':
      return traceCompleted(graph, submission);
    case 'failed':
      return submission.failure?.step ? traceFailed(graph, submission.failure.step) : nothingKnown('unknown');
  }
}
