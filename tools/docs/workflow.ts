// The picture of the workflow, from its definition.
import { mainPath, type StateMachine, type Transition, transitions } from '#frontend-vite/state-machine.ts';
import { JsonReader } from '#tools/lib/json-reader.ts';
import { type Edge, mermaidText, type Node } from './mermaid.ts';

export function workflowText(machine: StateMachine): string {
  const main = new Set(mainPath(machine));
  const nodes = Object.entries(machine.States).map(([name, state]) => stateNode(name, new JsonReader(state, name)));
  const start: Node = { id: 'start', lines: ['one event'], look: 'person' };
  const isMain = ({ id }: Node) => [...main].some((name) => idOf(name) === id);
  return mermaidText({
    direction: 'LR',
    nodes: [start, ...nodes.filter(isMain)],
    groups: [{ id: 'unsuccessful', title: 'ends without success', nodes: nodes.filter((node) => !isMain(node)) }],
    edges: [
      { from: start.id, to: idOf(machine.StartAt) },
      ...transitions(machine).map((transition) => transitionEdge(transition, main.has(transition.to))),
    ],
  });
}

/** A question mark in a state's name would end a Mermaid id. */
const idOf = (state: string): string => state.replace(/\W/g, '');

function stateNode(name: string, state: JsonReader): Node {
  switch (state.text('Type')) {
    case 'Task':
      return { id: idOf(name), lines: [name, functionOf(state), triesOf(state)], look: 'compute' };
    case 'Choice':
      return { id: idOf(name), lines: [name], look: 'event' };
    default:
      return { id: idOf(name), lines: [name, 'ends as FAILED'], look: 'failure' };
  }
}

const functionOf = (state: JsonReader): string => state.text('Resource').replace(/[^a-z-]/g, '');

function triesOf(state: JsonReader): string {
  const retries = state.blocks('Retry').reduce((total, rule) => total + rule.number('MaxAttempts'), 0);
  return `up to ${1 + retries} tries of ${state.number('TimeoutSeconds')} s`;
}

function transitionEdge({ from, to, kind }: Transition, isOnMainPath: boolean): Edge {
  const ends = { from: idOf(from), to: idOf(to) };
  if (kind === 'error') return { ...ends, label: 'error', line: 'dotted' };
  if (kind === 'otherwise') return { ...ends, label: 'otherwise' };
  return { ...ends, line: isOnMainPath ? 'thick' : 'solid' };
}
