import { expect } from 'chai';
import { describe, it } from 'mocha';
import { traceSubmission } from '#features/submissions/workflow-trace.ts';
import { readWorkflowGraph } from '#frontend-vite/workflow-graph.ts';
import type { Submission } from '#lib/api/submissions.ts';

const graph = readWorkflowGraph();
const at = '2026-11-22T10:41:55.100Z';

function submission(facts: Pick<Submission, 'status'> & Partial<Submission>): Submission {
  return {
    submissionId: '01M81DJ99T2MFG6C0VJ1HNPE5S',
    receivedAt: at,
    counts: { submitted: 2 },
    results: [],
    steps: [],
    ...facts,
  };
}

const ran = (...names: Submission['steps'][number]['name'][]) =>
  names.map((name) => ({ name, startedAt: at, endedAt: at }));

function shown(facts: Submission) {
  const trace = traceSubmission(graph, facts);
  return {
    states: Object.fromEntries(graph.nodes.map(({ name }) => [name, trace.stateOf(name)])),
    taken: graph.edges.filter(trace.isTaken).map(({ from, to }) => `${from} → ${to}`),
  };
}

describe('The path that a submission took', () => {
  it('is not guessed while it runs', () => {
    const { states, taken } = shown(submission({ status: 'received' }));

    expect(new Set(Object.values(states))).to.deep.equal(new Set(['waiting']));
    expect(taken).to.deep.equal([]);
  });

  it('goes through all steps when IDs were valid', () => {
    const completed = submission({ status: 'completed', steps: ran('ValidateIds', 'AddToTable', 'LogEvent') });

    expect(shown(completed)).to.deep.equal({
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

  it('goes round AddToTable when none was valid', () => {
    const { states, taken } = shown(submission({ status: 'completed', steps: ran('ValidateIds', 'LogEvent') }));

    expect(states['AddToTable']).to.equal('not-needed');
    expect(taken).to.deep.equal(['ValidateIds → AnyValid?', 'AnyValid? → LogEvent']);
  });

  it('turns off where a step failed', () => {
    const failed = submission({ status: 'failed', failure: { step: 'AddToTable', reason: 'No.' } });

    expect(shown(failed)).to.deep.equal({
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

  it('leaves open what can have been either way before LogEvent failed', () => {
    const { states, taken } = shown(submission({ status: 'failed', failure: { step: 'LogEvent', reason: 'No.' } }));

    expect(states['AddToTable']).to.equal('unknown');
    expect(taken).to.deep.equal(['ValidateIds → AnyValid?', 'LogEvent → LogFailure', 'LogFailure → Fail']);
  });

  it('is unknown when the failure names no step, or the steps fit no way through', () => {
    const nowhere = shown(submission({ status: 'failed', failure: { reason: 'Timed out.' } }));
    const elsewhere = shown(submission({ status: 'completed', steps: ran('LogEvent') }));

    expect([nowhere.states['ValidateIds'], elsewhere.states['ValidateIds']]).to.deep.equal(['unknown', 'unknown']);
  });
});
