import { Ajv } from 'ajv';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { eventBridgeClient } from '#adapters/eventbridge/client.ts';
import { eventBridgeBus } from '#adapters/eventbridge/event-bus.ts';
import {
  answer,
  type Behaviour,
  type FaultyService,
  faultyService,
  hang,
  hangAfterHeaders,
  refuse,
  reset,
} from '#support/functions/faulty-service.ts';
import { eventSchema } from '#support/functions/state-machine.ts';
import { submissionId } from '#support/functions/values.ts';

const event = { submissionId: submissionId(1) };
const taken = answer(200, '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}');
const entryRefused = answer(
  200,
  '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"InternalFailure","ErrorMessage":"words of the service"}]}',
);

describe('eventBridgeBus', function () {
  this.slow(4000);
  let service: FaultyService;
  let close = () => {};

  afterEach(async () => {
    close();
    await service.stop();
  });

  async function publish(behaviours: readonly Behaviour[], signal = new AbortController().signal): Promise<string> {
    service = await faultyService(behaviours);
    const client = eventBridgeClient();
    close = () => client.destroy();
    return eventBridgeBus(client, 'bus', { signal })
      .publish(event)
      .then(
        () => 'published',
        (error: Error) => error.name,
      );
  }

  it('publishes one event that matches its schema and contains no customer ID', async () => {
    expect(await publish([taken])).to.equal('published');

    const [body] = service.bodies();
    const [entry] = JSON.parse(body ?? '').Entries;
    const sent = { source: entry.Source, 'detail-type': entry.DetailType, detail: JSON.parse(entry.Detail) };
    expect(entry.EventBusName).to.equal('bus');
    expect(sent.detail).to.deep.equal(event);
    expect(new Ajv().validate(eventSchema(), sent)).to.equal(true);
  });

  it('retries an entry that failed in a 200 response', async () => {
    expect(await publish([entryRefused, taken])).to.equal('published');
    expect(service.requests()).to.equal(2);
  });

  it('throws TransientError when the entry fails at every attempt', async () => {
    expect(await publish([entryRefused])).to.equal('TransientError');
    expect(service.requests()).to.equal(3);
  });

  it('throws TransientError when the response contains no entry', async () => {
    expect(await publish([answer(200, '{"FailedEntryCount":0,"Entries":[]}')])).to.equal('TransientError');
  });

  for (const [what, behaviours, outcome] of [
    ['publishes after a throttle', [refuse(400, 'ThrottlingException'), taken], 'published'],
    ['publishes after an internal error', [refuse(500, 'InternalException'), taken], 'published'],
    ['publishes after a connection reset', [reset, taken], 'published'],
    ['throws TransientError when every attempt is throttled', [refuse(400, 'ThrottlingException')], 'TransientError'],
    [
      'throws TransientError when every attempt returns an internal error',
      [refuse(500, 'InternalException')],
      'TransientError',
    ],
    ['throws TransientError when the bus is unavailable', [refuse(503, 'ServiceUnavailable')], 'TransientError'],
    ['throws OutcomeUnknownError when connections are reset', [reset], 'OutcomeUnknownError'],
    [
      'throws OutcomeUnknownError when an error follows a lost response',
      [reset, refuse(500, 'InternalException')],
      'OutcomeUnknownError',
    ],
    ['throws OutcomeUnknownError when the response cannot be parsed', [answer(200, '<html>')], 'OutcomeUnknownError'],
    ['throws OutcomeUnknownError when a proxy returns the response', [answer(502, '<html>')], 'OutcomeUnknownError'],
    ['rethrows AccessDeniedException', [refuse(400, 'AccessDeniedException')], 'AccessDeniedException'],
  ] as const) {
    it(what, async () => expect(await publish(behaviours)).to.equal(outcome));
  }

  for (const [what, behaviour] of [
    ['does not respond', hang],
    ['stops after the headers', hangAfterHeaders],
  ] as const) {
    it(`throws OutcomeUnknownError when the bus ${what}`, async () => {
      expect(await publish([behaviour])).to.equal('OutcomeUnknownError');
    });
  }

  it('throws OutcomeUnknownError at the deadline', async () => {
    expect(await publish([hang], AbortSignal.timeout(100))).to.equal('OutcomeUnknownError');
  });
});
