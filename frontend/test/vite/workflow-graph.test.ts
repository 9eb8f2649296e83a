import { expect } from 'chai';
import { describe, it } from 'mocha';
import { mainPath, transitions } from '#frontend-vite/state-machine.ts';
import { readStateMachine, readWorkflowGraphs } from '#frontend-vite/workflow-graph.ts';
import type { WorkflowNode } from '#lib/workflow.ts';

const machine = readStateMachine();
const graphs = readWorkflowGraphs();

const overlap = (one: WorkflowNode, other: WorkflowNode): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('layOut', () => {
  it('draws every state of the deployed definition for at least one action', () => {
    const names = new Set(Object.values(graphs).flatMap(({ nodes }) => nodes.map(({ name }) => name)));

    expect([...names]).to.have.members(Object.keys(machine.States));
  });

  for (const [action, step] of [
    ['add', 'AddToTable'],
    ['delete', 'DeleteFromTable'],
  ] as const) {
    const graph = graphs[action];

    it(`contains the states and transitions of a submission with the action ${action}, and no other`, () => {
      expect(graph.edges.map(({ from, to }) => `${from} → ${to}`)).to.have.members([
        'ValidateIds → AnyValid?',
        'ValidateIds → LogFailure',
        `AnyValid? → ${step}`,
        'AnyValid? → LogEvent',
        `${step} → LogEvent`,
        `${step} → LogFailure`,
        'LogEvent → LogFailure',
        'LogFailure → Fail',
      ]);
    });

    it(`places the normal path of the action ${action} in one row, in order`, () => {
      const row = graph.nodes.filter(({ lane }) => lane === 'main');

      expect(row.map(({ name }) => name)).to.deep.equal(['ValidateIds', 'AnyValid?', step, 'LogEvent']);
      expect(row.map(({ x }) => x)).to.deep.equal(row.map(({ x }) => x).toSorted((a, b) => a - b));
    });

    it(`places every state of the action ${action} inside the canvas without overlap`, () => {
      for (const node of graph.nodes) {
        expect(node.x + node.width).to.be.at.most(graph.width);
        expect(node.y + node.height).to.be.at.most(graph.height);
        expect(graph.nodes.filter((other) => other !== node && overlap(node, other))).to.deep.equal([]);
      }
    });

    it(`fits next to the submission list at 1280 pixels for the action ${action}`, () => {
      expect(graph.width).to.be.at.most(660);
    });
  }

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
