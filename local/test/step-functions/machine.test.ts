import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseMachine } from '#local/step-functions/machine.ts';
import { definition, functionArn, machineArn } from '#support/local/step-functions-fixture.ts';

const { First } = definition.States;
const parse = (asl: unknown) =>
  parseMachine({ name: 'submission', arn: machineArn, roleArn: 'arn', definition: asl }, ['first', 'second']);
const withFirst = (more: object) => ({ ...definition, States: { ...definition.States, First: { ...First, ...more } } });

describe('parseMachine', () => {
  const refused: readonly [string, unknown, string][] = [
    ['a function that is not in the stack', withFirst({ Resource: functionArn('third') }), 'the function third'],
    [
      'a resource that is not a function',
      withFirst({ Resource: 'arn:aws:states:::sqs:sendMessage' }),
      'sqs:sendMessage',
    ],
    ['a Task without a resource', withFirst({ Resource: undefined }), 'First'],
    ['JSONata', { ...definition, QueryLanguage: 'JSONata' }, 'JSONata'],
    ['a state in JSONata', withFirst({ QueryLanguage: 'JSONata' }), 'state First uses JSONata'],
    ['Assign', withFirst({ Assign: { x: 1 } }), 'Assign'],
    ['a heartbeat', withFirst({ HeartbeatSeconds: 5 }), 'HeartbeatSeconds'],
    ['a Map', withFirst({ Type: 'Map' }), 'Map'],
    ['a Parallel', withFirst({ Type: 'Parallel' }), 'Parallel'],
    ['States.ALL with other errors', withFirst({ Retry: [{ ErrorEquals: ['States.ALL', 'x'] }] }), 'States.ALL'],
    ['States.TaskFailed', withFirst({ Retry: [{ ErrorEquals: ['States.TaskFailed'] }] }), 'States.TaskFailed'],
    ['a transition to an unknown state', withFirst({ Next: 'Nowhere' }), 'Nowhere'],
    ['a catcher with an unknown next state', withFirst({ Catch: [{ ErrorEquals: ['x'], Next: 'Lost' }] }), 'Lost'],
    ['a transition to itself', withFirst({ Next: 'First' }), 'a transition to itself'],
    ['an unknown StartAt', { ...definition, StartAt: 'Nowhere' }, 'StartAt refers to a state that does not exist'],
    [
      'an unsupported part of the context object',
      withFirst({ Parameters: { 'x.$': '$$.State.RetryCount' } }),
      '$$.State.RetryCount',
    ],
    ['a definition that is not an object', 'x', 'the definition is not an object'],
  ];
  for (const [what, asl, message] of refused)
    it(`rejects and names ${what}`, () => {
      expect(() => parse(asl))
        .to.throw('State machine submission: ')
        .with.property('message')
        .that.contains(message);
    });

  it('accepts the deployed state machine definition', () => {
    const text = readFileSync(
      new URL('../../../statemachine/customer-id-submission.asl.json', import.meta.url),
      'utf8',
    );
    const asl = JSON.parse(text.replace(/\$\{[a-z-]+\}/g, functionArn('first')));
    expect([...parse(asl).states.keys()]).to.include.members(['ValidateIds', 'AddToTable', 'LogEvent', 'LogFailure']);
  });
});
