import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createRolePermissions } from '#local/aws/role-permissions.ts';
import { deliverToFunction } from '#local/eventbridge/deliver-to-function.ts';
import { deliverToQueue } from '#local/eventbridge/deliver-to-queue.ts';
import { deliverToStateMachine } from '#local/eventbridge/deliver-to-state-machine.ts';
import type { InvocationOutcome } from '#local/lambda/invoke.ts';
import { account, region } from '#support/local/aws-clients.ts';
import { machineArn, queueArn, rule, target } from '#support/local/event-bridge-fixture.ts';
import { fastClock } from '#support/local/fast-clock.ts';

const roleArn = `arn:aws:iam::${account}:role/submitted`;
const isRoleAllowed = createRolePermissions([
  {
    roleName: 'submitted',
    policyName: 'start',
    document: { Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: machineArn }] },
  },
]);
const request = (more: object = {}) => ({
  ruleArn: rule().arn,
  target: target({ roleArn, ...more }),
  eventId: 'E1',
  input: '{"submissionId":"S1"}',
  signal: new AbortController().signal,
});

describe('EventBridge target: state machine', () => {
  it('starts an execution with the input and a new name for each delivery', async () => {
    const started: { name: string; input: string }[] = [];
    const deliver = deliverToStateMachine(async (start) => {
      started.push(start);
      return 'started';
    }, isRoleAllowed);

    expect(await deliver(request())).to.deep.equal({ kind: 'delivered' });
    expect(await deliver(request())).to.deep.equal({ kind: 'delivered' });
    expect(started[0]).to.deep.include({ stateMachineArn: machineArn, input: '{"submissionId":"S1"}' });
    expect(started[0]?.name).to.match(/^E1_/).and.not.equal(started[1]?.name);
  });

  const rejections = [
    ['the rule has no role', { roleArn: undefined }, 'started', 'NO_PERMISSIONS'],
    ['the role may not start it', { roleArn: `${roleArn}-other` }, 'started', 'NO_PERMISSIONS'],
    ['the state machine does not exist', {}, 'no-such-machine', 'NO_RESOURCE'],
    ['the input is not JSON', {}, 'invalid-input', 'INVALID_JSON'],
  ] as const;
  for (const [when, more, outcome, code] of rejections)
    it(`rejects the delivery without retries when ${when}`, async () => {
      const deliver = deliverToStateMachine(async () => outcome, isRoleAllowed);
      expect(await deliver(request(more))).to.deep.include({ kind: 'rejected', code });
    });
});

describe('EventBridge target: queue', () => {
  const queue = request({ arn: queueArn });
  it('sends the input as a message on behalf of the rule', async () => {
    const deliver = deliverToQueue(async (sent) => {
      expect(sent).to.deep.equal({
        queueArn,
        body: queue.input,
        attributes: {},
        sender: { service: 'events.amazonaws.com', sourceArn: rule().arn },
      });
      return 'sent';
    });
    expect(await deliver(queue)).to.deep.equal({ kind: 'delivered' });
  });

  for (const [outcome, code] of [
    ['no-such-queue', 'NO_RESOURCE'],
    ['not-allowed', 'NO_PERMISSIONS'],
  ] as const)
    it(`rejects the delivery without retries when SQS returns ${outcome}`, async () => {
      expect(await deliverToQueue(async () => outcome)(queue)).to.deep.include({ kind: 'rejected', code });
    });
});

describe('EventBridge target: function', () => {
  const arn = `arn:aws:lambda:${region}:${account}:function:log-event`;
  const threw: InvocationOutcome = { kind: 'threw', errorType: 'Error', errorMessage: 'no' };
  const returned: InvocationOutcome = { kind: 'returned', payload: null };
  const deliverWith = (outcomes: InvocationOutcome[], more: object = {}) => {
    const clock = fastClock();
    const invoked: unknown[] = [];
    const log: string[] = [];
    const deliver = deliverToFunction({
      invoke: async (_, event) => {
        invoked.push(event);
        return outcomes.shift() ?? returned;
      },
      functionNames: ['log-event'],
      permissions: [{ functionName: 'log-event', principal: 'events.amazonaws.com', sourceArn: rule().arn }],
      clock,
      log: (line) => log.push(line),
      ...more,
    });
    return { deliver: () => deliver(request({ arn })), clock, invoked, log };
  };

  it('invokes the function with the event', async () => {
    const { deliver, invoked } = deliverWith([returned]);
    expect(await deliver()).to.deep.equal({ kind: 'delivered' });
    expect(invoked).to.deep.equal([{ submissionId: 'S1' }]);
  });

  it('retries a failed invocation after one and two minutes, as Lambda does', async () => {
    const { deliver, clock, invoked, log } = deliverWith([threw, threw, returned]);
    expect(await deliver()).to.deep.equal({ kind: 'delivered' });
    expect(clock.waits).to.deep.equal([60_000, 120_000]);
    expect(invoked).to.have.lengthOf(3);
    expect(log).to.deep.equal([]);
  });

  it('drops and logs the event after three failed invocations', async () => {
    const { deliver, log } = deliverWith([threw, threw, threw]);
    expect(await deliver()).to.deep.equal({ kind: 'delivered' });
    expect(log[0]).to.contain('failed three times, dropping event E1');
  });

  it('leaves a throttled invocation to the retry policy of the rule', async () => {
    const { deliver } = deliverWith([{ kind: 'throttled', errorType: 'TooMany', errorMessage: 'busy' }]);
    expect(await deliver()).to.deep.equal({ kind: 'failed', code: 'THROTTLING', message: 'busy' });
  });

  it('rejects the delivery without retries when the function does not exist or its policy denies the rule', async () => {
    expect(await deliverWith([], { functionNames: [] }).deliver()).to.deep.include({
      kind: 'rejected',
      code: 'NO_RESOURCE',
    });
    expect(await deliverWith([], { permissions: [] }).deliver()).to.deep.include({
      kind: 'rejected',
      code: 'NO_PERMISSIONS',
    });
  });
});
