import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { recordGatewayMetrics } from '#local/api-gateway/gateway-metrics.ts';
import { AwsError } from '#local/aws/service.ts';
import type { RecordMetric } from '#local/cloudwatch/metric.ts';
import { dynamoDbService } from '#local/dynamodb/operations.ts';
import { createInvocationMetrics } from '#local/lambda/invocation-metrics.ts';
import { Queue } from '#local/sqs/queue.ts';
import { createQueueMetrics } from '#local/sqs/queue-metrics.ts';
import { rule, startBus, target } from '#support/local/event-bridge-fixture.ts';
import { eventually } from '#support/local/eventually.ts';
import { fastClock } from '#support/local/fast-clock.ts';
import { startProbe } from '#support/local/function-fixture.ts';
import { fakeFunctions, machineArn, returned, startMachine, threw } from '#support/local/step-functions-fixture.ts';
import { thingsTable } from '#support/local/temporary-dynamo-db.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

type RecordedMetric = readonly [name: string, dimensions: Readonly<Record<string, string>>, value: number];

describe('metrics of AWS services', () => {
  const temporaryFolder = temporaryFolders();
  const recorded: RecordedMetric[] = [];
  const record: RecordMetric = ({ namespace, name, dimensions }, value) =>
    recorded.push([`${namespace} ${name}`, dimensions, value]);

  beforeEach(() => {
    recorded.length = 0;
  });

  it('API Gateway records each response by status class and writes the status to the access log', async () => {
    const statuses = [200, 404, 502];
    const lines: unknown[] = [];
    let millis = 0;
    const gateway = recordGatewayMetrics(
      async () => {
        millis += 30;
        return { status: statuses.shift() ?? 0, headers: [], body: Buffer.alloc(0) };
      },
      {
        api: { name: 'registry', stage: 'api', accessLogGroup: '/access' },
        clock: { monotonicMillis: () => millis },
        record,
        writeLog: (...line) => lines.push(line),
      },
    );
    for (let request = 0; request < 3; request += 1) await gateway(new IncomingMessage(new Socket()));

    const of = (wanted: string) => recorded.filter(([name]) => name === wanted).map(([, , value]) => value);
    expect(of('AWS/ApiGateway Count')).to.deep.equal([1, 1, 1]);
    expect(of('AWS/ApiGateway 4XXError')).to.deep.equal([0, 1, 0]);
    expect(of('AWS/ApiGateway 5XXError')).to.deep.equal([0, 0, 1]);
    expect(of('AWS/ApiGateway Latency')).to.deep.equal([30, 30, 30]);
    expect(recorded[0]?.[1]).to.deep.equal({ ApiName: 'registry', Stage: 'api' });
    expect(lines).to.deep.equal(['200', '404', '502'].map((status) => ['/access', { status }]));
  });

  it('Lambda records invocations, errors, throttles and durations', async () => {
    const source = 'exports.handler = async (event) => { if (event) throw new Error("no"); }';
    const lambda = startProbe(source, { reservedConcurrency: 1 }, createInvocationMetrics(['probe'], record));
    try {
      await lambda.invoke('probe', null);
      await Promise.all([lambda.invoke('probe', 'fails'), lambda.invoke('probe', 'is throttled')]);
    } finally {
      await lambda.stop();
    }

    const sum = (wanted: string, dimensions: object) =>
      recorded
        .filter(([name, found]) => name === wanted && JSON.stringify(found) === JSON.stringify(dimensions))
        .reduce((total, [, , value]) => total + value, 0);
    const probe = { FunctionName: 'probe' };
    expect(sum('AWS/Lambda Invocations', probe)).to.equal(2);
    expect(sum('AWS/Lambda Errors', probe)).to.equal(1);
    expect(sum('AWS/Lambda Throttles', probe)).to.equal(1);
    expect(sum('AWS/Lambda Throttles', {})).to.equal(1);
    expect(recorded.filter(([name]) => name === 'AWS/Lambda Duration')).to.have.length(2);
  });

  it('SQS records the number of visible messages and the age of the oldest', () => {
    const queue = new Queue({
      name: 'failures',
      arn: 'arn',
      visibilityTimeoutSeconds: 30,
      messageRetentionSeconds: 60,
      policy: undefined,
    });
    const measure = createQueueMetrics([queue], record, () => 100_000);
    measure(120_000);
    queue.put({ id: 'a', body: '', attributes: {}, senderId: '', sentAtMillis: 70_000 });
    queue.put({ id: 'b', body: '', attributes: {}, senderId: '', sentAtMillis: 90_000 });
    measure(120_000);

    const dimensions = { QueueName: 'failures' };
    expect(recorded).to.deep.equal([
      ['AWS/SQS ApproximateNumberOfMessagesVisible', dimensions, 0],
      ['AWS/SQS ApproximateAgeOfOldestMessage', dimensions, 0],
      ['AWS/SQS ApproximateNumberOfMessagesVisible', dimensions, 2],
      ['AWS/SQS ApproximateAgeOfOldestMessage', dimensions, 30],
    ]);
  });

  it('Step Functions records executions by final status', async () => {
    const machine = await startMachine(
      await temporaryFolder(),
      fakeFunctions((_, event) => (JSON.stringify(event) === '{}' ? threw('Broken') : returned({ count: 0 }))),
      { record },
    );
    await machine.start({ stateMachineArn: machineArn, name: 'well', input: '{"a":1}' });
    await machine.start({ stateMachineArn: machineArn, name: 'ill', input: '{}' });
    await eventually(() => (recorded.length === 2 ? true : undefined));
    await machine.stop();

    expect(recorded).to.have.deep.members([
      ['AWS/States ExecutionsSucceeded', { StateMachineArn: machineArn }, 1],
      ['AWS/States ExecutionsFailed', { StateMachineArn: machineArn }, 1],
    ]);
  });

  it('EventBridge records a failed delivery and a failed dead-letter send once per event', async () => {
    const rejection = { kind: 'rejected', code: 'NO_RESOURCE', message: 'Gone.' } as const;
    const outcomes = ['not-allowed', 'not-allowed', 'sent'] as const;
    let sent = 0;
    const bus = await startBus(await temporaryFolder(), async () => rejection, {
      clock: fastClock(),
      rules: [rule(), rule({ name: 'unsuccessful', busName: 'default', targets: [target({ id: 'other' })] })],
      sendToQueue: async () => outcomes[sent++] ?? 'sent',
      record,
    });
    const event = { source: 'customer-ids.api', detailType: 'x', detail: '{}', time: new Date(0), resources: [] };
    await bus.publish('registry', event);
    await eventually(() => (sent === 3 ? true : undefined));
    await bus.publish('default', event);
    await eventually(() => (sent === 4 ? true : undefined));
    await bus.stop();

    const customBusDimensions = { EventBusName: 'registry', RuleName: 'submitted' };
    expect(recorded).to.deep.equal([
      ['AWS/Events FailedInvocations', customBusDimensions, 1],
      ['AWS/Events InvocationsFailedToBeSentToDlq', customBusDimensions, 1],
      ['AWS/Events FailedInvocations', { RuleName: 'unsuccessful' }, 1],
    ]);
  });

  it('DynamoDB records throttling and server errors, but not client errors', async () => {
    const faults = [
      new AwsError('ServiceUnavailable', 'down', 503),
      new AwsError('com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', 'slow', 400),
      new AwsError('ConditionalCheckFailedException', 'no', 400),
    ];
    const forward = async () => {
      throw faults.shift() ?? new Error('There are three.');
    };
    const service = dynamoDbService([thingsTable], forward, record);
    const call = { operation: 'GetItem', input: { TableName: 'things' }, rawBody: Buffer.from('{}') };
    for (let request = 0; request < 3; request += 1) {
      await service.operations
        .get('GetItem')
        ?.run({ ...call, principal: { kind: 'developer' } })
        .catch(() => undefined);
    }

    const dimensions = { TableName: 'things', Operation: 'GetItem' };
    expect(recorded).to.deep.equal([
      ['AWS/DynamoDB SystemErrors', dimensions, 1],
      ['AWS/DynamoDB ThrottledRequests', dimensions, 1],
    ]);
  });
});
