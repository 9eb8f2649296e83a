import { PutEventsCommand, type PutEventsRequestEntry, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EventBridge } from '#local/eventbridge/event-bridge.ts';
import { putEvents } from '#local/eventbridge/put-events.ts';
import { type AwsClients, account, region, serveAws } from '#support/local/aws-clients.ts';
import { busArn, entry, rule, startBus, takingTarget, target } from '#support/local/event-bridge-fixture.ts';
import { eventually } from '#support/local/eventually.ts';
import { fastClock } from '#support/local/fast-clock.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

describe('PutEvents', () => {
  const temporaryFolder = temporaryFolders();
  let bus: EventBridge;
  let aws: AwsClients;
  let states: ReturnType<typeof takingTarget>;

  beforeEach(async () => {
    states = takingTarget();
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

  it('delivers the envelope that AWS delivers', async () => {
    const Time = new Date('2026-01-02T03:04:05.678Z');
    const answer = await put(entry({ Time, Resources: ['arn:aws:s3:::x'] }));
    const { input } = await eventually(() => states.taken[0]);

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
      detail: { submissionId: 'S1', ids: ['CUST-001'] },
    });
  });

  it('keeps every digit of a number in the detail', async () => {
    await put(entry({ Detail: '{"n":9007199254740993}' }));
    expect((await eventually(() => states.taken[0])).input).to.contain('"detail":{"n":9007199254740993}');
  });

  it('takes the name or the ARN of a bus, and the default bus when none is given', async () => {
    await put(entry(), entry({ EventBusName: busArn }), entry({ EventBusName: undefined }));
    await eventually(() => (states.taken.length === 3 ? true : undefined));
    expect(states.taken.map((request) => request.target.id).sort()).to.deep.equal(['any', 'workflow', 'workflow']);
  });

  it('accepts an event for a bus that is not there, and delivers it nowhere, as AWS does', async () => {
    const { FailedEntryCount, Entries } = await put(entry({ EventBusName: 'nobody' }));
    expect(FailedEntryCount).to.equal(0);
    expect(Entries?.[0]?.EventId).to.be.a('string');
    expect(states.taken).to.deep.equal([]);
  });

  it('says for each entry whether it was accepted', async () => {
    const { FailedEntryCount, Entries } = await put(entry({ Detail: '{' }), entry(), entry({ Detail: '[1]' }));
    expect(FailedEntryCount).to.equal(2);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).to.deep.equal(['MalformedDetail', undefined, 'MalformedDetail']);
    await eventually(() => states.taken[0]);
  });

  const refusedEntries: readonly [string, object, string, RegExp][] = [
    ['without a source', { Source: undefined }, 'InvalidArgument', /Source/],
    ['without a detail type', { DetailType: '' }, 'InvalidArgument', /DetailType/],
    ['without a detail', { Detail: undefined }, 'InvalidArgument', /Detail/],
    ['whose detail is not JSON', { Detail: 'x' }, 'MalformedDetail', /malformed/],
    ['whose detail is null', { Detail: 'null' }, 'MalformedDetail', /malformed/],
    ['in the name of AWS', { Source: 'aws.states' }, 'NotAuthorizedForSourceException', /source/],
    ['above 64 KB', { Detail: JSON.stringify({ x: 'x'.repeat(65_536) }) }, 'InvalidArgument', /65536/],
    [
      'nested beyond reason',
      { Detail: `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}` },
      'MalformedDetail',
      /malformed/,
    ],
  ];
  for (const [what, more, code, message] of refusedEntries)
    it(`refuses an entry ${what}`, async () => {
      const { FailedEntryCount, Entries } = await put(entry(more));
      expect(FailedEntryCount).to.equal(1);
      expect(Entries?.[0]?.ErrorCode).to.equal(code);
      expect(Entries?.[0]?.ErrorMessage).to.match(message);
      expect(states.taken).to.deep.equal([]);
    });

  it('refuses a request without entries, or with more than ten', async () => {
    expect(await refusal()).to.have.property('name', 'ValidationException');
    expect(await refusal(...Array.from({ length: 11 }, () => entry()))).to.have.property('name', 'ValidationException');
    expect(states.taken).to.deep.equal([]);
  });

  it('refuses by name an operation that it does not do', async () => {
    const error = await aws.events.send(new PutRuleCommand({ Name: 'x' })).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(Error).with.property('message').that.contains('AWSEvents.PutRule');
  });

  it('asks for permission on each bus, with the sources and detail types that a policy may look at', () => {
    const { needs } = putEvents({
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
