import { expect } from 'chai';
import { describe, it } from 'mocha';
import { traceSubmission } from '#features/submissions/workflow-trace.ts';
import { readWorkflowGraphs } from '#frontend-vite/workflow-graph.ts';
import type { Submission } from '#lib/api/submissions.ts';

const graph = readWorkflowGraphs().add;
const at = '2026-11-22T10:41:55.100Z';

function submission(fields: Pick<Submission, 'status'> & Partial<Submission>): Submission {
  return {
    submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
    action: 'add',
    receivedAt: at,
    counts: { submitted: 2 },
    results: [],
    steps: [],
    attempts: [],
    ...fields,
  };
}

const ran = (...names: Submission['steps'][number]['name'][]) =>
  names.map((name) => ({ name, startedAt: at, endedAt: at }));

function traceStates(submitted: Submission) {
  const trace = traceSubmission(graph, submitted);
  return {
    states: Object.fromEntries(graph.nodes.map(({ name }) => [name, trace.stateOf(name)])),
    taken: graph.edges.filter(trace.isTaken).map(({ from, to }) => `${from} → ${to}`),
  };
}

describe('Workflow trace of a submission', () => {
  it('shows the states of a running submission as waiting, and the error states as needed only after an error', () => {
    const { states, taken } = traceStates(submission({ status: 'received' }));
    const { LogFailure, Fail, ...main } = states;

    expect([LogFailure, Fail]).to.deep.equal(['if-needed', 'if-needed']);
    expect(new Set(Object.values(main))).to.deep.equal(new Set(['waiting']));
    expect(taken).to.deep.equal([]);
  });

  it('takes the main path if IDs were valid', () => {
    const completed = submission({ status: 'completed', steps: ran('ValidateIds', 'AddToTable', 'LogEvent') });

    expect(traceStates(completed)).to.deep.equal({
      states: {
        ValidateIds: 'done',
        'AnyValid?': 'done',
        AddToTable: 'done',
        LogEvent: 'done',
        LogFailure: 'not-needed',
        Fail: 'not-needed',
      },
      taken: ['ValidateIds → AnyValid?', 'AnyValid? → AddToTable', 'AddToTable → LogEvent'],
    });
  });

  it('skips AddToTable if no ID was valid', () => {
    const { states, taken } = traceStates(submission({ status: 'completed', steps: ran('ValidateIds', 'LogEvent') }));

    expect(states['AddToTable']).to.equal('not-needed');
    expect(taken).to.deep.equal(['ValidateIds → AnyValid?', 'AnyValid? → LogEvent']);
  });

  it('follows the error path from the step that failed', () => {
    const failed = submission({ status: 'failed', failure: { step: 'AddToTable', reason: 'No.' } });

    expect(traceStates(failed)).to.deep.equal({
      states: {
        ValidateIds: 'done',
        'AnyValid?': 'done',
        AddToTable: 'failed',
        LogEvent: 'not-reached',
        LogFailure: 'done',
        Fail: 'failed',
      },
      taken: ['ValidateIds → AnyValid?', 'AnyValid? → AddToTable', 'AddToTable → LogFailure', 'LogFailure → Fail'],
    });
  });

  it('leaves AddToTable unknown if LogEvent failed', () => {
    const { states, taken } = traceStates(
      submission({ status: 'failed', failure: { step: 'LogEvent', reason: 'No.' } }),
    );

    expect(states['AddToTable']).to.equal('unknown');
    expect(taken).to.deep.equal(['ValidateIds → AnyValid?', 'LogEvent → LogFailure', 'LogFailure → Fail']);
  });

  it('reports an unknown path if the failure names no step or the steps match no path', () => {
    const nowhere = traceStates(submission({ status: 'failed', failure: { reason: 'Timed out.' } }));
    const elsewhere = traceStates(submission({ status: 'completed', steps: ran('LogEvent') }));

    expect([nowhere.states['ValidateIds'], elsewhere.states['ValidateIds']]).to.deep.equal(['unknown', 'unknown']);
  });
});
