import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createRolePermissions } from '#local/aws/role-permissions.ts';
import { deliverToFunction } from '#local/eventbridge/deliver-to-function.ts';
import { deliverToQueue } from '#local/eventbridge/deliver-to-queue.ts';
import { deliverToStateMachine } from '#local/eventbridge/deliver-to-state-machine.ts';
import { account, region } from '#support/local/aws-clients.ts';
import { machineArn, queueArn, rule, target } from '#support/local/event-bridge-fixture.ts';

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
  const invoked: unknown[] = [];
  const deliverWith = (more: object = {}, changes: object = {}) =>
    deliverToFunction({
      invokeAsync: async (functionArn, event) => {
        invoked.push([functionArn, event]);
      },
      functionNames: ['log-event'],
      permissions: [{ functionName: 'log-event', principal: 'events.amazonaws.com', sourceArn: rule().arn }],
      ...more,
    })({ ...request({ arn }), ...changes });

  it('invokes the function with the event', async () => {
    expect(await deliverWith()).to.deep.equal({ kind: 'delivered' });
    expect(invoked).to.deep.equal([[arn, { submissionId: 'S1' }]]);
  });

  const rejections = [
    ['the function does not exist', { functionNames: [] }, {}, 'NO_RESOURCE'],
    ['its policy does not allow the rule', { permissions: [] }, {}, 'NO_PERMISSIONS'],
    ['the input is not JSON', {}, { input: '{"ids":["a"b"]}' }, 'INVALID_JSON'],
  ] as const;
  for (const [when, more, changes, code] of rejections)
    it(`rejects the delivery without retries when ${when}`, async () => {
      expect(await deliverWith(more, changes)).to.deep.include({ kind: 'rejected', code });
    });
});
