// Generates the workflow diagram from the state machine definition.
import { mainPath, type StateMachine, type Transition, transitions } from '#frontend-vite/state-machine.ts';
import { JsonReader } from '#tools/lib/json-reader.ts';
import { type Edge, mermaidText, type Node } from './mermaid.ts';

export function workflowText(machine: StateMachine): string {
  const main = new Set(mainPath(machine));
  const nodes = Object.entries(machine.States).map(([name, state]) => stateNode(name, new JsonReader(state, name)));
  const start: Node = { id: 'start', lines: ['one event'], style: 'person' };
  const isMain = ({ id }: Node) => [...main].some((name) => toNodeId(name) === id);
  return mermaidText({
    direction: 'LR',
    nodes: [start, ...nodes.filter(isMain)],
    groups: [{ id: 'unsuccessful', title: 'failure', nodes: nodes.filter((node) => !isMain(node)) }],
    edges: [
      { from: start.id, to: toNodeId(machine.StartAt) },
      ...transitions(machine).map((transition) => transitionEdge(transition, main.has(transition.to))),
    ],
  });
}

/** Mermaid IDs cannot contain a question mark. */
const toNodeId = (state: string): string => state.replace(/\W/g, '');

function stateNode(name: string, state: JsonReader): Node {
  switch (state.text('Type')) {
    case 'Task':
      return { id: toNodeId(name), lines: [name, readFunctionName(state), describeAttempts(state)], style: 'compute' };
    case 'Choice':
      return { id: toNodeId(name), lines: [name], style: 'event' };
    default:
      return { id: toNodeId(name), lines: [name, 'fails the execution'], style: 'failure' };
  }
}

const readFunctionName = (state: JsonReader): string => state.text('Resource').replace(/[^a-z-]/g, '');

function describeAttempts(state: JsonReader): string {
  const retries = state.blocks('Retry').reduce((total, rule) => total + rule.number('MaxAttempts'), 0);
  return `up to ${1 + retries} attempts of ${state.number('TimeoutSeconds')} s`;
}

function transitionEdge({ from, to, kind }: Transition, isOnMainPath: boolean): Edge {
  const ends = { from: toNodeId(from), to: toNodeId(to) };
  if (kind === 'error') return { ...ends, label: 'error', line: 'dotted' };
  if (kind === 'otherwise') return { ...ends, label: 'otherwise' };
  return { ...ends, line: isOnMainPath ? 'thick' : 'solid' };
}
