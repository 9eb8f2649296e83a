import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseMachine } from '#local/step-functions/machine.ts';
import { definition, functionArn, machineArn } from '#support/local/step-functions-fixture.ts';

const { First } = definition.States;
const parse = (asl: unknown) =>
  parseMachine({ name: 'submission', arn: machineArn, roleArn: 'arn', definition: asl }, ['first', 'second']);
const withFirst = (more: object) => ({ ...definition, States: { ...definition.States, First: { ...First, ...more } } });

describe('a state machine at start', () => {
  const refused: readonly [string, unknown, string][] = [
    ['a function that the stack lacks', withFirst({ Resource: functionArn('third') }), 'the function third'],
    ['a resource that is no function', withFirst({ Resource: 'arn:aws:states:::sqs:sendMessage' }), 'sqs:sendMessage'],
    ['a Task without a resource', withFirst({ Resource: undefined }), 'First'],
    ['JSONata', { ...definition, QueryLanguage: 'JSONata' }, 'JSONata'],
    ['a state in JSONata', withFirst({ QueryLanguage: 'JSONata' }), 'the state First is written in JSONata'],
    ['Assign', withFirst({ Assign: { x: 1 } }), 'Assign'],
    ['a heartbeat', withFirst({ HeartbeatSeconds: 5 }), 'HeartbeatSeconds'],
    ['a Map', withFirst({ Type: 'Map' }), 'Map'],
    ['a Parallel', withFirst({ Type: 'Parallel' }), 'Parallel'],
    ['States.ALL beside others', withFirst({ Retry: [{ ErrorEquals: ['States.ALL', 'x'] }] }), 'States.ALL'],
    ['States.TaskFailed', withFirst({ Retry: [{ ErrorEquals: ['States.TaskFailed'] }] }), 'States.TaskFailed'],
    ['a state that leads nowhere', withFirst({ Next: 'Nowhere' }), 'Nowhere'],
    ['a catcher that leads nowhere', withFirst({ Catch: [{ ErrorEquals: ['x'], Next: 'Lost' }] }), 'Lost'],
    ['a state that leads to itself', withFirst({ Next: 'First' }), 'leads to itself'],
    ['a start that is not there', { ...definition, StartAt: 'Nowhere' }, 'starts at a state that is not there'],
    [
      'a part of the context that is not emulated',
      withFirst({ Parameters: { 'x.$': '$$.State.RetryCount' } }),
      '$$.State.RetryCount',
    ],
    ['something that is no machine', 'x', 'its definition is not an object'],
  ];
  for (const [what, asl, words] of refused)
    it(`is refused by name for ${what}`, () => {
      expect(() => parse(asl))
        .to.throw('State machine submission: ')
        .with.property('message')
        .that.contains(words);
    });

  it('is taken as the stack has it', () => {
    const text = readFileSync(
      new URL('../../../statemachine/customer-id-submission.asl.json', import.meta.url),
      'utf8',
    );
    const asl = JSON.parse(text.replace(/\$\{[a-z-]+\}/g, functionArn('first')));
    expect([...parse(asl).states.keys()]).to.include.members(['ValidateIds', 'AddToTable', 'LogEvent', 'LogFailure']);
  });
});
