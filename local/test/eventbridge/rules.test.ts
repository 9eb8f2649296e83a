import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { compilePattern } from '#local/eventbridge/pattern/compile-pattern.ts';
import { parseExactJson } from '#local/eventbridge/pattern/exact-json.ts';
import { matchesPattern } from '#local/eventbridge/pattern/match-pattern.ts';
import { readStack } from '#local/stack.ts';
import { stackFile } from '#support/local/stack-variants.ts';

const stack = readStack(stackFile);
const submissionEvent = readFileSync(
  join(import.meta.dirname, '../../../statemachine/customer-ids-submitted.example.json'),
  'utf8',
);

const executionEvent = (status: string) =>
  JSON.stringify({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    detail: {
      stateMachineArn: `${stack.arnPrefix('states')}:stateMachine:${stack.only('aws_sfn_state_machine').text('name')}`,
      status,
    },
  });

/** The names of the rules that match an event, without the prefix they share. */
const matchingRules = (event: string) =>
  stack
    .ofType('aws_cloudwatch_event_rule')
    .filter((rule) =>
      matchesPattern(compilePattern(JSON.stringify(rule.record('event_pattern').fields)), parseExactJson(event)),
    )
    .map((rule) => rule.text('name').replace('customer-ids-local-', ''));

describe('the EventBridge rules of the stack', () => {
  it('one rule matches the example of a submission event', () => {
    expect(matchingRules(submissionEvent)).to.have.lengthOf(1);
  });

  for (const status of ['FAILED', 'TIMED_OUT', 'ABORTED'])
    it(`one rule matches an execution that ends as ${status}`, () => {
      expect(matchingRules(executionEvent(status))).to.have.lengthOf(1);
    });

  it('no rule matches an execution that succeeds', () => {
    expect(matchingRules(executionEvent('SUCCEEDED'))).to.deep.equal([]);
  });

  it('every rule matches one of these events', () => {
    const matched = new Set([submissionEvent, executionEvent('FAILED')].flatMap(matchingRules));

    expect(stack.ofType('aws_cloudwatch_event_rule')).to.have.lengthOf(matched.size);
  });
});
