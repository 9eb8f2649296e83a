import { ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type EventBridge, startEventBridge } from '#local/eventbridge/event-bridge.ts';
import { type Sqs, startSqs } from '#local/sqs/sqs.ts';
import { type AwsClients, account, region, serveAws } from '#support/local/aws-clients.ts';
import { createRecordingTarget, rule } from '#support/local/event-bridge-fixture.ts';
import { eventually } from '#support/local/eventually.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';
import { redrive } from '#tools/deploy/redrive.ts';
import { openLocalAws, requireRunning } from '#tools/lib/local-aws.ts';
import { UserError } from '#tools/lib/user-error.ts';

const queueNames = ['dead-letters', 'failures'];
const submitted = (submissionId: string, more: object = {}) =>
  JSON.stringify({
    version: '0',
    id: 'E1',
    source: 'customer-ids.api',
    'detail-type': 'CustomerIdsSubmitted',
    detail: { submissionId },
    ...more,
  });
const failed = (input: unknown) =>
  JSON.stringify({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    detail: { status: 'FAILED', input: JSON.stringify(input) },
  });

describe('operations command for the local AWS', () => {
  it('suggests `make start` when the local AWS is not running', async () => {
    const { client } = openLocalAws({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    const sqs = new SQSClient({ ...client, maxAttempts: 1 });

    const failure = await requireRunning(sqs.send(new ListQueuesCommand())).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UserError).with.property('message').that.contains('make start');
  });
});

describe('redrive', () => {
  const temporaryFolder = temporaryFolders();
  const printed: string[] = [];
  let states: ReturnType<typeof createRecordingTarget>;
  let bus: EventBridge;
  let sqs: Sqs;
  let aws: AwsClients;

  beforeEach(async () => {
    printed.length = 0;
    const dataDir = await temporaryFolder();
    states = createRecordingTarget();
    const log = () => undefined;
    sqs = await startSqs({
      dataDir,
      account,
      queues: queueNames.map((name) => ({
        name,
        arn: `arn:aws:sqs:${region}:${account}:${name}`,
        visibilityTimeoutSeconds: 30,
        messageRetentionSeconds: 1_209_600,
        policy: undefined,
      })),
      endpointUrl: () => aws.url,
      log,
    });
    bus = await startEventBridge({
      dataDir,
      account,
      region,
      buses: [{ name: 'registry', arn: `arn:aws:events:${region}:${account}:event-bus/registry` }],
      rules: [rule({ pattern: { 'detail-type': ['CustomerIdsSubmitted'] } })],
      deliver: { states },
      sendToQueue: sqs.send,
      log,
    });
    aws = await serveAws([bus.service, sqs.service]);
  });
  afterEach(async () => {
    await aws.stop();
    await bus.stop();
    await sqs.stop();
  });

  const urlOf = (name: string) => `${aws.url}/${account}/${name}`;
  const send = (name: string, MessageBody: string) =>
    aws.sqs.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody }));
  const run = () =>
    redrive({
      sqs: aws.sqs,
      events: aws.events,
      queueUrls: queueNames.map(urlOf),
      busName: 'registry',
      print: (line) => printed.push(line),
    });
  const delivered = () => states.received.map(({ input }) => JSON.parse(input)).map(({ detail }) => detail);

  it('republishes dead-letter messages and failed executions as their original events and empties the queues', async () => {
    await send('dead-letters', submitted('S1'));
    await send('failures', failed({ submissionId: 'S2' }));

    expect(await run()).to.deep.equal({ redriven: 2, failed: 0 });
    await eventually(() => (states.received.length === 2 ? true : undefined));
    expect(delivered()).to.have.deep.members([{ submissionId: 'S1' }, { submissionId: 'S2' }]);
    expect(queueNames.map(sqs.getDepth)).to.deep.equal([0, 0]);
    expect(printed[0]).to.match(/^dead-letters: submission S1 was published to registry as event /);
  });

  it('republishes events that a function did not process from their invocation records', async () => {
    const record = (requestPayload: string) =>
      JSON.stringify({
        version: '1.0',
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
        requestPayload: JSON.parse(requestPayload),
        responsePayload: { errorMessage: 'Broken.' },
      });
    await send('dead-letters', record(failed({ submissionId: 'S1' })));
    await send('dead-letters', record(submitted('S2')));

    expect(await run()).to.deep.equal({ redriven: 2, failed: 0 });
    await eventually(() => (states.received.length === 2 ? true : undefined));
    expect(delivered().map(({ submissionId }) => submissionId)).to.have.members(['S1', 'S2']);
  });

  it('redrives a queue with more messages than one batch', async () => {
    for (let index = 0; index < 23; index += 1) await send('dead-letters', submitted(`S${index}`));
    expect(await run()).to.deep.equal({ redriven: 23, failed: 0 });
    expect(sqs.getDepth('dead-letters')).to.equal(0);
  });

  it('retains and reports a message that the bus rejects or that is not a submission event', async () => {
    await send('dead-letters', submitted('TOO-LARGE', { detail: { submissionId: 'LARGE', x: 'x'.repeat(70_000) } }));
    await send('dead-letters', 'nonsense');
    await send('failures', failed('no submission'));
    await send('dead-letters', submitted('S1'));

    expect(await run()).to.deep.equal({ redriven: 1, failed: 3 });
    expect(queueNames.map(sqs.getDepth)).to.deep.equal([2, 1]);
    expect(printed.filter((line) => line.includes('stays in the queue'))).to.have.lengthOf(3);
  });

  it('deletes nothing when the event bus fails', async () => {
    await send('dead-letters', submitted('S1'));
    const broken = await serveAws([sqs.service]);
    const outcome = await redrive({
      sqs: aws.sqs,
      events: broken.events,
      queueUrls: [urlOf('dead-letters')],
      busName: 'registry',
      print: () => undefined,
    }).catch((error: unknown) => error);
    await broken.stop();

    expect(outcome).to.be.instanceOf(Error);
    expect(sqs.getDepth('dead-letters')).to.equal(1);
    const { Messages } = await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('dead-letters') }));
    expect(Messages, 'hidden for a minute').to.equal(undefined);
  });
});
