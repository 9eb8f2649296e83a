import { expect } from 'chai';
import { describe, it } from 'mocha';
import { mainPath, transitions } from '#frontend-vite/state-machine.ts';
import { layOut, readStateMachine } from '#frontend-vite/workflow-graph.ts';
import type { WorkflowNode } from '#lib/workflow.ts';

const machine = readStateMachine();
const graph = layOut(machine);

const overlap = (one: WorkflowNode, other: WorkflowNode): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('layOut', () => {
  it('contains every state and transition of the deployed definition', () => {
    expect(graph.nodes.map(({ name }) => name)).to.have.members(Object.keys(machine.States));
    expect(graph.edges.map(({ from, to }) => `${from} → ${to}`)).to.have.members([
      'ValidateIds → AnyValid?',
      'ValidateIds → LogFailure',
      'AnyValid? → AddToTable',
      'AnyValid? → LogEvent',
      'AddToTable → LogEvent',
      'AddToTable → LogFailure',
      'LogEvent → LogFailure',
      'LogFailure → Fail',
    ]);
  });

  it('places the normal path in one row, in order', () => {
    const row = graph.nodes.filter(({ lane }) => lane === 'main');

    expect(row.map(({ name }) => name)).to.deep.equal(['ValidateIds', 'AnyValid?', 'AddToTable', 'LogEvent']);
    expect(row.map(({ x }) => x)).to.deep.equal(row.map(({ x }) => x).toSorted((a, b) => a - b));
  });

  it('places every state inside the canvas without overlap', () => {
    for (const node of graph.nodes) {
      expect(node.x + node.width).to.be.at.most(graph.width);
      expect(node.y + node.height).to.be.at.most(graph.height);
      expect(graph.nodes.filter((other) => other !== node && overlap(node, other))).to.deep.equal([]);
    }
  });

  it('fits next to the submission list at 1280 pixels', () => {
    expect(graph.width).to.be.at.most(660);
  });

  it('draws one edge where the failure and the normal transition have the same target', () => {
    const kinds = transitions({
      StartAt: 'A',
      States: { A: { Type: 'Task', Next: 'B', Catch: [{ Next: 'B' }] }, B: { Type: 'Fail' } },
    }).map(({ kind }) => kind);

    expect(kinds).to.deep.equal(['next']);
  });

  it('ends the main path when it meets a loop', () => {
    const path = mainPath({
      StartAt: 'A',
      States: {
        A: { Type: 'Task', Next: 'B' },
        B: { Type: 'Choice', Choices: [{ Next: 'A' }], Default: 'C' },
        C: { Type: 'Succeed' },
      },
    });

    expect(path).to.deep.equal(['A', 'B', 'C']);
  });
});
