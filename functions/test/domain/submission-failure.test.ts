import { expect } from 'chai';
import { describe, it } from 'mocha';
import { InvalidSubmissionError } from '#domain/invalid-submission-error.ts';
import { parseCaughtFailure, parseExecutionEnd } from '#domain/submission-failure.ts';

const submissionId = '01M81DJ99T2MFG6C0VJ1HNPE5S';
const failure = { Error: 'TransientError', Cause: '{"errorMessage":"secret words of some service"}' };
const step = (name: string) => ({ name, startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:00.001Z' });

describe('a failure caught by the workflow', () => {
  const failedIn = (state: object) => parseCaughtFailure({ submissionId, failure, ...state }).failure;

  it('attributes the failure to ValidateIds if no step has completed', () => {
    expect(failedIn({})).to.deep.equal({
      step: 'ValidateIds',
      reason: 'The IDs could not be checked.',
    });
  });

  it('attributes the failure to AddToTable if there are valid IDs', () => {
    expect(failedIn({ steps: [step('ValidateIds')], validCount: 2 })).to.deep.equal({
      step: 'AddToTable',
      reason: 'The IDs could not all be written to the registry.',
    });
  });

  it('attributes the failure to LogEvent if there are no valid IDs', () => {
    expect(failedIn({ steps: [step('ValidateIds')], validCount: 0 }).step).to.equal('LogEvent');
  });

  it('attributes the failure to LogEvent if AddToTable has completed', () => {
    expect(failedIn({ steps: [step('ValidateIds'), step('AddToTable')], validCount: 2 })).to.deep.equal({
      step: 'LogEvent',
      reason: 'The results could not be recorded.',
    });
  });

  it('reports a separate reason if the event is not a valid submission', () => {
    const invalid = { Error: 'InvalidSubmissionError', Cause: '' };

    expect(failedIn({ failure: invalid }).reason).to.equal('The submission could not be read.');
  });

  it('contains the error name but not its message', () => {
    const read = parseCaughtFailure({ submissionId, failure });

    expect(read.error).to.equal('TransientError');
    expect(JSON.stringify(read)).not.to.include('secret');
  });

  it('throws InvalidSubmissionError without a submission ID', () => {
    expect(() => parseCaughtFailure({ submissionId: 'no-ulid', failure })).to.throw(InvalidSubmissionError);
  });
});

describe('the event of a failed execution', () => {
  const ended = (status: string, input: unknown = JSON.stringify({ submissionId })) =>
    parseExecutionEnd({ source: 'aws.states', detail: { status, input } });

  for (const [status, reason] of [
    ['FAILED', 'The workflow failed because of an internal error.'],
    ['TIMED_OUT', 'The workflow timed out.'],
    ['ABORTED', 'The workflow was aborted by an operator.'],
  ] as const) {
    it(`reports a readable reason for status ${status}`, () => {
      expect(ended(status)).to.deep.equal({ submissionId, failure: { reason }, error: `States.${status}` });
    });
  }

  it('contains the time at which the execution ended', () => {
    const detail = { status: 'FAILED', input: JSON.stringify({ submissionId }), stopDate: Date.UTC(2026, 0, 1) };

    expect(parseExecutionEnd({ detail })?.endedAt).to.equal('2026-01-01T00:00:00.000Z');
  });

  it('ignores an execution that succeeded', () => expect(ended('SUCCEEDED')).to.equal(undefined));

  for (const input of [undefined, 'no json', '{}', '"text"', '{"submissionId":"x"}']) {
    it(`ignores an execution if its input is ${input}`, () => {
      expect(parseExecutionEnd({ detail: { status: 'FAILED', input } })).to.equal(undefined);
    });
  }
});
