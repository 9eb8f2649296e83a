import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Deliver, DeliveryOutcome } from '#local/eventbridge/delivery.ts';
import type { EventBridge, EventBridgeOptions } from '#local/eventbridge/event-bridge.ts';
import type { SendRequest } from '#local/sqs/send.ts';
import { account } from '#support/local/aws-clients.ts';
import {
  createRecordingTarget,
  machineArn,
  queueArn,
  rule,
  startBus,
  target,
} from '#support/local/event-bridge-fixture.ts';
import { eventually } from '#support/local/eventually.ts';
import { fastClock } from '#support/local/fast-clock.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

const failing: DeliveryOutcome = { kind: 'failed', code: 'THROTTLING', message: 'Too many.' };
const submitted = (detail: object = { submissionId: 'S1' }) => ({
  source: 'customer-ids.api',
  detailType: 'CustomerIdsSubmitted',
  detail: JSON.stringify(detail),
  time: new Date(0),
  resources: [],
});

describe('EventBridge delivery', () => {
  const temporaryFolder = temporaryFolders();
  let dataDir: string;
  let bus: EventBridge | undefined;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
  });
  afterEach(() => bus?.stop());

  const start = async (states: Deliver, overrides: Partial<EventBridgeOptions> = {}): Promise<EventBridge> => {
    bus = await startBus(dataDir, states, { clock: fastClock(), random: () => 1, ...overrides });
    return bus;
  };
  const deadLetters = () => {
    const sent: SendRequest[] = [];
    const sendToQueue = async (request: SendRequest) => {
      sent.push(request);
      return 'sent' as const;
    };
    return { sent, sendToQueue };
  };

  it('retries with exponential backoff until the target accepts the event', async () => {
    const clock = fastClock();
    let attempts = 0;
    const flaky: Deliver = async () => {
      attempts += 1;
      return attempts < 5 ? failing : { kind: 'delivered' };
    };
    const { publish } = await start(flaky, { clock });
    await publish('registry', submitted());
    await eventually(() => (attempts === 5 ? true : undefined));

    expect(clock.waits).to.deep.equal([1_000, 2_000, 4_000, 8_000]);
  });

  it('retries when a target throws', async () => {
    let attempts = 0;
    const { publish } = await start(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('broken');
      return { kind: 'delivered' };
    });
    await publish('registry', submitted());
    await eventually(() => (attempts === 2 ? true : undefined));
  });

  const exhaustedPolicies: readonly [string, object, object][] = [
    [
      'its retries are exhausted',
      { maximumEventAgeSeconds: 86_400, maximumRetryAttempts: 3 },
      { EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts', RETRY_ATTEMPTS: '3' },
    ],
    [
      'it is too old',
      { maximumEventAgeSeconds: 60, maximumRetryAttempts: 185 },
      { EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds', RETRY_ATTEMPTS: '5' },
    ],
  ];
  for (const [when, retryPolicy, attributes] of exhaustedPolicies)
    it(`sends the original event to the dead-letter queue with the reason when ${when}`, async () => {
      const { sent, sendToQueue } = deadLetters();
      const inputTransformer = { paths: { id: '$.detail.submissionId' }, template: '{"id":<id>}' };
      const { publish } = await start(async () => failing, {
        rules: [
          rule({ targets: [target({ retryPolicy: { ...target().retryPolicy, ...retryPolicy }, inputTransformer })] }),
        ],
        sendToQueue,
      });
      const event = await publish('registry', submitted());
      const message = await eventually(() => sent[0]);

      expect(message.body).to.equal(event.envelope);
      expect(message).to.include({ queueArn });
      expect(message.sender).to.deep.equal({ service: 'events.amazonaws.com', sourceArn: rule().arn });
      const texts = Object.entries(message.attributes).map(([name, { StringValue }]) => [name, StringValue]);
      expect(Object.fromEntries(texts)).to.deep.equal({
        RULE_ARN: rule().arn,
        TARGET_ARN: machineArn,
        ERROR_CODE: 'THROTTLING',
        ERROR_MESSAGE: 'Too many.',
        ...attributes,
      });
    });

  it('sends an event to the dead-letter queue without retries when the target rejects it', async () => {
    const { sent, sendToQueue } = deadLetters();
    const clock = fastClock();
    const { publish } = await start(async () => ({ kind: 'rejected', code: 'NO_PERMISSIONS', message: 'No.' }), {
      sendToQueue,
      clock,
    });
    await publish('registry', submitted());
    const { attributes } = await eventually(() => sent[0]);

    expect(clock.waits).to.deep.equal([]);
    expect(attributes['ERROR_CODE']?.StringValue).to.equal('NO_PERMISSIONS');
    expect(attributes['RETRY_ATTEMPTS']?.StringValue).to.equal('0');
    expect(attributes).not.to.have.property('EXHAUSTED_RETRY_CONDITION');
  });

  it('retains and logs an event until the dead-letter queue accepts it', async () => {
    const log: string[] = [];
    let mayBeSent = false;
    const sent: SendRequest[] = [];
    const sendToQueue = async (request: SendRequest) => {
      if (!mayBeSent) return 'not-allowed' as const;
      sent.push(request);
      return 'sent' as const;
    };
    const { publish } = await start(async () => ({ kind: 'rejected', code: 'NO_RESOURCE', message: 'Gone.' }), {
      sendToQueue,
      log: (line) => log.push(line),
    });
    await publish('registry', submitted());
    await eventually(() => log.find((line) => line.includes('not-allowed')));
    mayBeSent = true;
    await eventually(() => sent[0]);
  });

  it('drops and logs an event without a dead-letter queue', async () => {
    const log: string[] = [];
    const { publish } = await start(async () => ({ kind: 'rejected', code: 'NO_RESOURCE', message: 'Gone.' }), {
      rules: [rule({ targets: [target({ deadLetterQueueArn: undefined })] })],
      log: (line) => log.push(line),
    });
    await publish('registry', submitted());
    expect(await eventually(() => log[0])).to.contain('dropped because the target has no dead-letter queue');
  });

  it('delivers to every target of every matching rule without waiting for a failing target', async () => {
    const received: string[] = [];
    const { publish } = await start(
      async (request) => {
        if (request.target.id === 'broken') return failing;
        received.push(request.target.id);
        return { kind: 'delivered' };
      },
      {
        clock: {
          now: () => 0,
          wait: (_, signal) => new Promise((__, reject) => signal?.addEventListener('abort', reject)),
        },
        rules: [
          rule({ targets: [target({ id: 'broken' }), target({ id: 'a' })] }),
          rule({ name: 'second', arn: 'second', targets: [target({ id: 'b' })] }),
          rule({ name: 'other', arn: 'other', pattern: { source: ['other'] }, targets: [target({ id: 'c' })] }),
          rule({ name: 'off', arn: 'off', enabled: false, targets: [target({ id: 'd' })] }),
        ],
      },
    );
    await publish('registry', submitted());
    await eventually(() => (received.length === 2 ? true : undefined));
    expect(received.sort()).to.deep.equal(['a', 'b']);
  });

  it('delivers events of AWS services only to rules on the default bus', async () => {
    const states = createRecordingTarget();
    const pattern = { source: ['aws.states'] };
    const { publish } = await start(states, {
      rules: [
        rule({ name: 'own', arn: 'own', pattern }),
        rule({ name: 'failed', arn: 'failed', busName: 'default', pattern, targets: [target({ id: 'default' })] }),
      ],
    });
    await publish('default', { ...submitted(), source: 'aws.states' });
    await eventually(() => states.received[0]);
    expect(states.received.map((request) => request.target.id)).to.deep.equal(['default']);
  });

  it('rejects at startup a malformed pattern, an unknown bus and an unsupported target', async () => {
    const getError = (overrides: Parameters<typeof rule>[0]) =>
      start(createRecordingTarget(), { rules: [rule(overrides)] }).then(
        () => 'started',
        (error: Error) => error.message,
      );
    expect(await getError({ pattern: { source: 'x' } }))
      .to.contain('Rule submitted')
      .and.contain('"source"');
    expect(await getError({ busName: 'nobody' })).to.contain('nobody');
    const arn = `arn:aws:kinesis:eu-west-1:${account}:stream/x`;
    expect(await getError({ targets: [target({ arn })] })).to.contain(arn);
  });

  it('resumes only undelivered events after a restart', async () => {
    const first = createRecordingTarget();
    const blockedTarget: Deliver = (request) =>
      request.input.includes('STUCK')
        ? new Promise((_, reject) => request.signal.addEventListener('abort', reject))
        : first(request);
    const { publish, stop } = await start(blockedTarget);
    await publish('registry', submitted({ submissionId: 'DONE' }));
    await publish('registry', submitted({ submissionId: 'STUCK' }));
    await eventually(() => first.received[0]);
    await stop();

    const second = createRecordingTarget();
    await start(second);
    await eventually(() => second.received[0]);
    expect(second.received.map(({ input }) => JSON.parse(input).detail.submissionId)).to.deep.equal(['STUCK']);
  });

  it('drops and logs a pending event whose rule no longer exists', async () => {
    const { publish, stop } = await start(
      (request) => new Promise((_, reject) => request.signal.addEventListener('abort', reject)),
    );
    await publish('registry', submitted());
    await stop();
    const log: string[] = [];
    await start(createRecordingTarget(), { rules: [], log: (line) => log.push(line) });
    expect(await eventually(() => log[0])).to.contain('no longer in the stack');
  });

  it('delivers every event acknowledged before kill -9', async () => {
    const child: ChildProcess = spawn(process.execPath, [new URL('killed-bus.ts', import.meta.url).pathname, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    await eventually(() => (output.split('\n').length > 50 ? true : undefined));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const acknowledged = output.split('\n').slice(0, -1);

    const states = createRecordingTarget();
    await start(states);
    await eventually(() => (states.received.length >= acknowledged.length ? true : undefined));
    const delivered = new Set(states.received.map(({ eventId }) => eventId));
    expect(acknowledged.filter((id) => !delivered.has(id))).to.deep.equal([]);
  });
});
