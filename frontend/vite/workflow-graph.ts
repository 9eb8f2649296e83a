import { readFileSync } from 'node:fs';
import type { WorkflowEdge, WorkflowGraph, WorkflowGraphs, WorkflowNode } from '#lib/workflow.ts';
import {
  mainPath,
  type State,
  type StateMachine,
  selectAction,
  type Transition,
  transitions,
} from './state-machine.ts';

const definitionFile = new URL('../../statemachine/customer-id-submission.asl.json', import.meta.url);

const dotDiameter = 10;
const firstNodeX = 38;
const gap = 36;
const rowHeight = 52;
const pillHeight = 32;
const skipHeight = 32;
const laneGap = 36;
const cornerRadius = 6;
const widths = { task: 132, choice: 116, end: 72, pill: 124 };

function kindOf({ Type }: State): WorkflowNode['kind'] {
  if (Type === 'Choice') return 'choice';
  return Type === 'Fail' || Type === 'Succeed' ? 'end' : 'task';
}

/** Places boxes side by side and returns where the last one ends. */
function inARow(boxes: readonly { readonly width: number }[], firstX: number): readonly number[] {
  let x = firstX;
  return boxes.map(({ width }) => {
    const left = x;
    x += width + gap;
    return left;
  });
}

const rightEdge = (nodes: readonly WorkflowNode[]): number => Math.max(...nodes.map(({ x, width }) => x + width));

function mainLane(machine: StateMachine, names: readonly string[], y: number): readonly WorkflowNode[] {
  const boxes = names.map((name) => {
    const kind = kindOf(machine.States[name] ?? { Type: 'Task' });
    return { name, kind, lane: 'main' as const, y, width: widths[kind], height: rowHeight };
  });
  const xs = inARow(boxes, firstNodeX);
  return boxes.map((box, index) => ({ ...box, x: xs[index] ?? 0 }));
}

/** Aligned with the end of the main row, so that edges from its last states are vertical. */
function sideLane(machine: StateMachine, main: readonly WorkflowNode[], y: number): readonly WorkflowNode[] {
  const inMain = new Set(main.map(({ name }) => name));
  const boxes = Object.entries(machine.States)
    .filter(([name]) => !inMain.has(name))
    .map(([name, state]) => {
      const kind = kindOf(state);
      const width = kind === 'end' ? widths.end : widths.pill;
      return { name, kind, lane: 'side' as const, y, width, height: pillHeight };
    });
  const length = boxes.reduce((total, { width }) => total + width + gap, -gap);
  const xs = inARow(boxes, rightEdge(main) - length);
  return boxes.map((box, index) => ({ ...box, x: xs[index] ?? 0 }));
}

const centre = (node: WorkflowNode) => ({ x: node.x + node.width / 2, y: node.y + node.height / 2 });

type Route = Pick<WorkflowEdge, 'path' | 'middle'>;

function straightAcross(from: WorkflowNode, to: WorkflowNode): Route {
  const { y } = centre(from);
  const left = from.x + from.width;
  return { path: `M${left} ${y}H${to.x}`, middle: { x: (left + to.x) / 2, y } };
}

function overTheTop(from: WorkflowNode, to: WorkflowNode): Route {
  const start = centre(from).x;
  const end = centre(to).x;
  const y = from.y - skipHeight + 4;
  const r = cornerRadius;
  return {
    path: `M${start} ${from.y}V${y + r}q0 ${-r} ${r} ${-r}H${end - r}q${r} 0 ${r} ${r}V${to.y}`,
    middle: { x: (start + end) / 2, y },
  };
}

function downwards(from: WorkflowNode, to: WorkflowNode): Route {
  const bottom = from.y + from.height;
  const left = Math.max(from.x, to.x);
  const right = Math.min(from.x + from.width, to.x + to.width);
  if (right - left >= 2 * cornerRadius) {
    const x = (left + right) / 2;
    return { path: `M${x} ${bottom}V${to.y}`, middle: { x, y: (bottom + to.y) / 2 } };
  }
  const { x } = centre(from);
  const { y } = centre(to);
  const r = cornerRadius;
  return { path: `M${x} ${bottom}V${y - r}q0 ${r} ${r} ${r}H${to.x}`, middle: { x: (x + to.x) / 2, y } };
}

function routeOf(from: WorkflowNode, to: WorkflowNode): Route {
  if (from.lane !== to.lane) return downwards(from, to);
  return to.x - (from.x + from.width) > gap ? overTheTop(from, to) : straightAcross(from, to);
}

function drawn(transition: Transition, nodes: readonly WorkflowNode[]): readonly WorkflowEdge[] {
  const from = nodes.find(({ name }) => name === transition.from);
  const to = nodes.find(({ name }) => name === transition.to);
  return from && to ? [{ ...transition, ...routeOf(from, to) }] : [];
}

export function layOut(machine: StateMachine): WorkflowGraph {
  const main = mainLane(machine, mainPath(machine), skipHeight);
  const side = sideLane(machine, main, skipHeight + rowHeight + laneGap);
  const nodes = [...main, ...side];
  return {
    startAt: machine.StartAt,
    nodes,
    edges: transitions(machine).flatMap((transition) => drawn(transition, nodes)),
    start: { x: dotDiameter / 2, y: skipHeight + rowHeight / 2 },
    width: rightEdge(main),
    height: side.length > 0 ? skipHeight + rowHeight + laneGap + pillHeight : skipHeight + rowHeight,
  };
}

export const readStateMachine = (): StateMachine => JSON.parse(readFileSync(definitionFile, 'utf8')) as StateMachine;

export function readWorkflowGraphs(): WorkflowGraphs {
  const machine = readStateMachine();
  return { add: layOut(selectAction(machine, 'add')), delete: layOut(selectAction(machine, 'delete')) };
}
