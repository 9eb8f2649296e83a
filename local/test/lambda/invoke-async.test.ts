import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createRolePermissions } from '#local/aws/role-permissions.ts';
import type { EventInvokeConfig } from '#local/lambda/event-invoke-config.ts';
import type { InvocationOutcome } from '#local/lambda/invoke.ts';
import { createAsyncInvoke } from '#local/lambda/invoke-async.ts';
import type { SendOutcome, SendRequest } from '#local/sqs/send.ts';
import { account, region } from '#support/local/aws-clients.ts';
import { queueArn } from '#support/local/event-bridge-fixture.ts';
import { fastClock } from '#support/local/fast-clock.ts';

const functionArn = `arn:aws:lambda:${region}:${account}:function:log-event:live`;
const roleArn = `arn:aws:iam::${account}:role/log-event`;
const threw: InvocationOutcome = { kind: 'threw', errorType: 'TypeError', errorMessage: 'Broken.' };
const throttled: InvocationOutcome = {
  kind: 'throttled',
  errorType: 'TooManyRequestsException',
  errorMessage: 'Busy.',
};
const returned: InvocationOutcome = { kind: 'returned', payload: null };
const config: EventInvokeConfig = {
  functionName: 'log-event',
  qualifier: 'live',
  maximumEventAgeSeconds: 21_600,
  maximumRetryAttempts: 2,
  onFailureArn: queueArn,
};
const allowed = createRolePermissions([
  {
    roleName: 'log-event',
    policyName: 'p',
    document: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn }] },
  },
]);

interface Settings {
  readonly configs?: readonly EventInvokeConfig[];
  readonly roleAllows?: typeof allowed;
  readonly sendOutcome?: SendOutcome;
  readonly reservedConcurrency?: number;
}

/** Invokes log-event once; `outcomes` are those of its invocations, the last one repeated. */
async function invokeAsync(outcomes: readonly InvocationOutcome[], settings: Settings = {}) {
  const { configs = [config], roleAllows = allowed, sendOutcome = 'sent', reservedConcurrency } = settings;
  const clock = fastClock();
  const sent: SendRequest[] = [];
  const log: string[] = [];
  const recorded: object[] = [];
  let invocations = 0;
  const invoke = createAsyncInvoke({
    invoke: async () => {
      invocations += 1;
      return outcomes[invocations - 1] ?? outcomes.at(-1) ?? returned;
    },
    functions: [{ name: 'log-event', roleArn, reservedConcurrency }],
    configs,
    roleAllows,
    sendToQueue: async (request) => {
      sent.push(request);
      return sendOutcome;
    },
    record: ({ name, dimensions }, value) => recorded.push({ name, dimensions, value }),
    clock,
    log: (line) => log.push(line),
  });
  await invoke(functionArn, { submissionId: 'S1' }, new AbortController().signal);
  const [message] = sent;
  return { invocations, waits: clock.waits, message, record: message && JSON.parse(message.body), log, recorded };
}

describe('asynchronous invocation', () => {
  it('retries a failed invocation after one and two minutes', async () => {
    const { invocations, waits, message, log } = await invokeAsync([threw, threw, returned]);
    expect({ invocations, waits, message, log }).to.deep.equal({
      invocations: 3,
      waits: [60_000, 120_000],
      message: undefined,
      log: [],
    });
  });

  it('sends the invocation record to the on-failure destination after the last retry', async () => {
    const { invocations, message, record, log } = await invokeAsync([threw]);
    expect(invocations).to.equal(3);
    expect(log).to.deep.equal([]);
    expect(message).to.deep.include({ queueArn, attributes: {}, sender: { roleArn } });
    const { timestamp, requestContext, ...rest } = record;
    expect(timestamp).to.match(/^2026-01-01T00:03:00/);
    expect(requestContext).to.include({ functionArn, condition: 'RetriesExhausted', approximateInvokeCount: 3 });
    expect(rest).to.deep.equal({
      version: '1.0',
      requestPayload: { submissionId: 'S1' },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'Broken.' },
    });
  });

  it('retries a throttled invocation with backoff, without counting it as a retry of a failure', async () => {
    const { invocations, waits, message } = await invokeAsync([throttled, throttled, threw, threw, returned]);
    expect({ invocations, message }).to.deep.equal({ invocations: 5, message: undefined });
    expect(waits).to.deep.equal([1_000, 2_000, 60_000, 120_000]);
  });

  it('sends the event to the destination when it is throttled longer than the maximum event age', async () => {
    const { waits, record } = await invokeAsync([throttled]);
    expect(waits.at(-1)).to.equal(300_000);
    expect(record.requestContext.condition).to.equal('EventAgeExceeded');
    expect(record).not.to.have.property('responsePayload');
    expect(Date.parse(record.timestamp) - Date.parse('2026-01-01T00:00:00Z')).to.be.within(21_300_000, 21_600_000);
  });

  it('sends the event to the destination at once when the reserved concurrency is zero', async () => {
    const { waits, record } = await invokeAsync([throttled], { reservedConcurrency: 0 });
    expect(waits).to.deep.equal([]);
    expect(record.requestContext.condition).to.equal('ZeroReservedConcurrency');
  });

  const failures = [{ name: 'DestinationDeliveryFailures', dimensions: { FunctionName: 'log-event' }, value: 1 }];
  const drops: readonly [string, Settings, string, readonly object[]][] = [
    [
      'the qualifier has no configuration',
      { configs: [{ ...config, qualifier: 'other' }] },
      'no on-failure destination',
      [],
    ],
    ['the role may not send messages', { roleAllows: () => false }, 'its role may not send messages', failures],
    ['the queue does not exist', { sendOutcome: 'no-such-queue' }, 'does not exist', failures],
  ];
  for (const [when, settings, reason, metrics] of drops)
    it(`drops, logs and counts the event when ${when}`, async () => {
      const { log, recorded } = await invokeAsync([threw], settings);
      expect(log).to.have.lengthOf(1);
      expect(log[0]).to.contain('dropping event').and.contain(reason);
      expect(recorded).to.deep.equal(metrics);
    });
});
