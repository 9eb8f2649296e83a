import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Sqs, startSqs } from '#local/sqs/sqs.ts';
import { type AwsClients, account, serveAws } from '#support/local/aws-clients.ts';
import { type FastClock, fastClock } from '#support/local/fast-clock.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

const ruleArn = `arn:aws:events:eu-west-1:${account}:rule/bus/submitted`;
const queueArn = `arn:aws:sqs:eu-west-1:${account}:dead-letters`;
const sender = { service: 'events.amazonaws.com', sourceArn: ruleArn };
const definition = {
  name: 'dead-letters',
  arn: queueArn,
  visibilityTimeoutSeconds: 30,
  messageRetentionSeconds: 1_209_600,
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    ],
  },
};

describe('SQS', () => {
  const temporaryFolder = temporaryFolders();
  let dataDir: string;
  let clock: FastClock;
  let sqs: Sqs;
  let aws: AwsClients;
  let QueueUrl: string;

  const start = async () => {
    sqs = await startSqs({
      dataDir,
      account,
      queues: [definition],
      endpointUrl: () => aws.url,
      log: () => undefined,
      clock,
    });
    aws = await serveAws([sqs.service]);
    QueueUrl = `${aws.url}/${account}/dead-letters`;
  };
  const stop = async () => {
    await aws.stop();
    await sqs.stop();
  };
  const receive = async (more = {}) =>
    (await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];

  beforeEach(async () => {
    dataDir = await temporaryFolder();
    clock = fastClock();
    await start();
  });
  afterEach(stop);

  it('delivers a message with its attributes once and removes it on DeleteMessage', async () => {
    const MessageAttributes = { ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' } };
    const sent = await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'häppy', MessageAttributes }));
    const [message] = await receive({ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });

    expect(message).to.deep.include({ MessageId: sent.MessageId, Body: 'häppy', MessageAttributes });
    expect(message?.Attributes).to.deep.equal({
      SenderId: 'developer',
      SentTimestamp: '1767225600000',
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: '1767225600000',
    });
    expect(sent.MD5OfMessageAttributes).to.equal(message?.MD5OfMessageAttributes);
    expect(await receive()).to.deep.equal([]);

    await aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    clock.advance(31_000);
    expect(await receive()).to.deep.equal([]);
  });

  it('rejects messages of EventBridge when the policy requires aws:SourceAccount, which EventBridge does not set', async () => {
    const [statement] = definition.policy.Statement;
    const Condition = { ...statement?.Condition, StringEquals: { 'aws:SourceAccount': account } };
    const queue = { ...definition, policy: { Statement: [{ ...statement, Condition }] } };
    const strict = await startSqs({
      dataDir: await temporaryFolder(),
      account,
      queues: [queue],
      endpointUrl: () => aws.url,
      log: () => undefined,
    });
    const message = { queueArn, body: 'x', attributes: {} };

    expect(await strict.send({ ...message, sender })).to.equal('not-allowed');
    expect(await sqs.send({ ...message, sender })).to.equal('sent');
    await strict.stop();
  });

  it("computes AWS's MD5 of message attributes", async () => {
    const { MD5OfMessageAttributes } = await aws.sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'x',
        MessageAttributes: { b: { DataType: 'Number', StringValue: '1' }, a: { DataType: 'String', StringValue: 'ä' } },
      }),
    );

    const { createHash } = await import('node:crypto');
    const bytes = '\0\0\0\x01a\0\0\0\x06String\x01\0\0\0\x02ä\0\0\0\x01b\0\0\0\x06Number\x01\0\0\0\x011';
    expect(MD5OfMessageAttributes).to.equal(createHash('md5').update(bytes).digest('hex'));
  });

  it('redelivers a message after its visibility timeout and counts receives', async () => {
    await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'again' }));
    await receive({ VisibilityTimeout: 5 });
    clock.advance(4_999);
    expect(await receive()).to.deep.equal([]);
    clock.advance(1);

    const [message] = await receive({ AttributeNames: ['ApproximateReceiveCount'] });
    expect(message?.Attributes).to.deep.equal({ ApproximateReceiveCount: '2' });
  });

  it('waits WaitTimeSeconds for a message', async () => {
    const before = clock.now();
    expect(await receive({ WaitTimeSeconds: 2 })).to.deep.equal([]);
    expect(clock.now() - before).to.equal(2_000);
  });

  it('counts visible and in-flight messages', async () => {
    for (const MessageBody of ['one', 'two', 'three'])
      await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await receive({ MaxNumberOfMessages: 1 });

    const { Attributes } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(Attributes).to.include({
      ApproximateNumberOfMessages: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
      QueueArn: queueArn,
      MessageRetentionPeriod: '1209600',
    });
    expect(sqs.getDepth('dead-letters')).to.equal(3);
  });

  it('removes a message after the retention period', async () => {
    await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'old' }));
    clock.advance(1_209_600_001);
    expect(await receive()).to.deep.equal([]);
    expect(sqs.getDepth('dead-letters')).to.equal(0);
  });

  it('retains messages, but not deleted ones, after a restart', async () => {
    for (const MessageBody of ['kept', 'deleted'])
      await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    const messages = await receive();
    const ReceiptHandle = messages.find(({ Body }) => Body === 'deleted')?.ReceiptHandle;
    await aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    await stop();
    await start();

    expect((await receive()).map(({ Body }) => Body)).to.deep.equal(['kept']);
  });

  it('finds and lists queues by name', async () => {
    const found = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'dead-letters' }));
    expect(found.QueueUrl).to.equal(QueueUrl);
    expect((await aws.sqs.send(new ListQueuesCommand({}))).QueueUrls).to.deep.equal([QueueUrl]);
    const missing = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'other' })).catch((error) => error);
    expect(missing).to.be.instanceOf(QueueDoesNotExist);
  });

  it('allows a service to send only if the queue policy permits it', async () => {
    const send = (more: object) => sqs.send({ queueArn, body: '{}', attributes: {}, sender, ...more });

    expect(await send({})).to.equal('sent');
    expect(await send({ sender: { ...sender, sourceArn: `${ruleArn}-other` } })).to.equal('not-allowed');
    expect(await send({ sender: { ...sender, service: 'sns.amazonaws.com' } })).to.equal('not-allowed');
    expect(await send({ queueArn: `${queueArn}-other` })).to.equal('no-such-queue');
    expect(await receive()).to.have.lengthOf(1);
  });

  it('rejects and names unsupported parameters and operations', async () => {
    const delayed = await aws.sqs
      .send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 5 }))
      .catch((error) => error);
    expect(delayed).to.be.instanceOf(Error).with.property('message').that.contains('DelaySeconds');
    const purge = await aws.sqs.send(new PurgeQueueCommand({ QueueUrl })).catch((error) => error);
    expect(purge).to.be.instanceOf(Error).with.property('message').that.contains('AmazonSQS.PurgeQueue');
  });
});
