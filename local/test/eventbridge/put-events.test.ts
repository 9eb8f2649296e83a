import { PutEventsCommand, type PutEventsRequestEntry, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EventBridge } from '#local/eventbridge/event-bridge.ts';
import { putEvents } from '#local/eventbridge/put-events.ts';
import { type AwsClients, account, region, serveAws } from '#support/local/aws-clients.ts';
import { busArn, createRecordingTarget, entry, rule, startBus, target } from '#support/local/event-bridge-fixture.ts';
import { eventually } from '#support/local/eventually.ts';
import { fastClock } from '#support/local/fast-clock.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

describe('PutEvents', () => {
  const temporaryFolder = temporaryFolders();
  let bus: EventBridge;
  let aws: AwsClients;
  let states: ReturnType<typeof createRecordingTarget>;

  beforeEach(async () => {
    states = createRecordingTarget();
    bus = await startBus(await temporaryFolder(), states, {
      clock: fastClock(),
      rules: [rule(), rule({ name: 'any', arn: 'any', busName: 'default', targets: [target({ id: 'any' })] })],
    });
    aws = await serveAws([bus.service]);
  });
  afterEach(async () => {
    await aws.stop();
    await bus.stop();
  });

  const put = (...Entries: PutEventsRequestEntry[]) => aws.events.send(new PutEventsCommand({ Entries }));
  const refusal = (...Entries: PutEventsRequestEntry[]) => put(...Entries).catch((error: unknown) => error);

  it("delivers the event in AWS's envelope", async () => {
    const Time = new Date('2026-01-02T03:04:05.678Z');
    const answer = await put(entry({ Time, Resources: ['arn:aws:s3:::x'] }));
    const { input } = await eventually(() => states.received[0]);

    expect(answer.FailedEntryCount).to.equal(0);
    expect(JSON.parse(input)).to.deep.equal({
      version: '0',
      id: answer.Entries?.[0]?.EventId,
      'detail-type': 'CustomerIdsSubmitted',
      source: 'customer-ids.api',
      account,
      time: '2026-01-02T03:04:05Z',
      region,
      resources: ['arn:aws:s3:::x'],
      detail: { submissionId: 'S1' },
    });
  });

  it('preserves every digit of a number in the detail', async () => {
    await put(entry({ Detail: '{"n":9007199254740993}' }));
    expect((await eventually(() => states.received[0])).input).to.contain('"detail":{"n":9007199254740993}');
  });

  it('accepts the name or ARN of a bus and defaults to the default bus', async () => {
    await put(entry(), entry({ EventBusName: busArn }), entry({ EventBusName: undefined }));
    await eventually(() => (states.received.length === 3 ? true : undefined));
    expect(states.received.map((request) => request.target.id).sort()).to.deep.equal(['any', 'workflow', 'workflow']);
  });

  it('accepts and discards an event for an unknown bus, as AWS does', async () => {
    const { FailedEntryCount, Entries } = await put(entry({ EventBusName: 'nobody' }));
    expect(FailedEntryCount).to.equal(0);
    expect(Entries?.[0]?.EventId).to.be.a('string');
    expect(states.received).to.deep.equal([]);
  });

  it('reports success or failure for each entry', async () => {
    const { FailedEntryCount, Entries } = await put(entry({ Detail: '{' }), entry(), entry({ Detail: '[1]' }));
    expect(FailedEntryCount).to.equal(2);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).to.deep.equal(['MalformedDetail', undefined, 'MalformedDetail']);
    await eventually(() => states.received[0]);
  });

  const refusedEntries: readonly [string, object, string, RegExp][] = [
    ['without a source', { Source: undefined }, 'InvalidArgument', /Source/],
    ['without a detail type', { DetailType: '' }, 'InvalidArgument', /DetailType/],
    ['without a detail', { Detail: undefined }, 'InvalidArgument', /Detail/],
    ['whose detail is not JSON', { Detail: 'x' }, 'MalformedDetail', /malformed/],
    ['whose detail is null', { Detail: 'null' }, 'MalformedDetail', /malformed/],
    ['with a source that begins with aws.', { Source: 'aws.states' }, 'NotAuthorizedForSourceException', /source/],
    ['above 64 KB', { Detail: JSON.stringify({ x: 'x'.repeat(65_536) }) }, 'InvalidArgument', /65536/],
    [
      'nested too deeply',
      { Detail: `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}` },
      'MalformedDetail',
      /malformed/,
    ],
  ];
  for (const [what, more, code, message] of refusedEntries)
    it(`rejects an entry ${what}`, async () => {
      const { FailedEntryCount, Entries } = await put(entry(more));
      expect(FailedEntryCount).to.equal(1);
      expect(Entries?.[0]?.ErrorCode).to.equal(code);
      expect(Entries?.[0]?.ErrorMessage).to.match(message);
      expect(states.received).to.deep.equal([]);
    });

  it('rejects a request with no entries or more than ten', async () => {
    expect(await refusal()).to.have.property('name', 'ValidationException');
    expect(await refusal(...Array.from({ length: 11 }, () => entry()))).to.have.property('name', 'ValidationException');
    expect(states.received).to.deep.equal([]);
  });

  it('rejects and names an unsupported operation', async () => {
    const error = await aws.events.send(new PutRuleCommand({ Name: 'x' })).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(Error).with.property('message').that.contains('AWSEvents.PutRule');
  });

  it('requires permission for each bus, with sources and detail types as condition context', () => {
    const { requiredPermission: needs } = putEvents({
      account,
      region,
      buses: [{ name: 'registry', arn: busArn }],
      publish: bus.publish,
      log: () => undefined,
    });
    const input = { Entries: [entry(), entry({ EventBusName: 'other', Source: 'b' })] };
    const principal = { kind: 'developer' } as const;

    expect(needs({ operation: 'PutEvents', input, rawBody: Buffer.alloc(0), principal })).to.deep.equal({
      action: 'events:PutEvents',
      resources: [busArn, busArn.replace('registry', 'other')],
      context: {
        'events:source': ['customer-ids.api', 'b'],
        'events:detail-type': ['CustomerIdsSubmitted', 'CustomerIdsSubmitted'],
      },
    });
  });
});
