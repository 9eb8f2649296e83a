import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { dynamoDbClient } from '#adapters/dynamodb/client.ts';
import { dynamoDbCustomerIdLookup } from '#adapters/dynamodb/customer-id-lookup.ts';
import {
  answer,
  type Behaviour,
  type FaultyService,
  faultyService,
  hang,
  refuse,
  reset,
} from '#support/functions/faulty-service.ts';
import { customerId } from '#support/functions/values.ts';

const ids = ['CUST-001', 'CUST-002', 'CUST-003'].map(customerId);
const key = (id: string) => ({ id: { S: id } });
const item = (id: string) => ({
  ...key(id),
  state: { S: 'active' },
  createdAt: { S: '2026-01-01T00:00:00.000Z' },
  source: { S: 'api' },
});

/** Returns the rows of `found`, and `left` as unprocessed. */
const batch = (found: readonly string[], left: readonly string[]): Behaviour =>
  answer(
    200,
    JSON.stringify({
      Responses: { table: found.map(item) },
      UnprocessedKeys: left.length > 0 ? { table: { Keys: left.map(key), ConsistentRead: true } } : {},
    }),
  );
const throttled = refuse(400, 'ProvisionedThroughputExceededException');

describe('dynamoDbCustomerIdLookup with a faulty service', () => {
  let service: FaultyService;
  let pauses: number[];
  afterEach(() => service.stop());

  async function readMany(behaviours: readonly Behaviour[], signal = new AbortController().signal, random = 1) {
    service = await faultyService(behaviours);
    pauses = [];
    const pause = async (millis: number) => {
      pauses.push(millis);
    };
    const backoff = { pause, random: () => random };
    const lookup = dynamoDbCustomerIdLookup(dynamoDbClient(), 'table', { signal }, backoff);
    return lookup.readMany(ids).then(
      (found) => found.map(({ id }) => id),
      (error: Error) => error.name,
    );
  }

  const requestedKeys = () =>
    service
      .bodies()
      .map((body) => JSON.parse(body).RequestItems.table.Keys.map((each: { id: { S: string } }) => each.id.S));

  it('requests only the unprocessed keys again and returns the rows of all responses', async () => {
    const found = await readMany([
      batch(['CUST-002'], ['CUST-001', 'CUST-003']),
      batch(['CUST-003'], ['CUST-001']),
      batch([], []),
    ]);

    expect(found).to.deep.equal(['CUST-002', 'CUST-003']);
    expect(requestedKeys()).to.deep.equal([[...ids], ['CUST-001', 'CUST-003'], ['CUST-001']]);
  });

  it('reads consistently, and only the attributes it returns', async () => {
    await readMany([batch([], [])]);

    const { Keys, ...read } = JSON.parse(service.bodies()[0] ?? '').RequestItems.table;
    expect(read).to.include({
      ConsistentRead: true,
      ProjectionExpression: '#id, #state, #createdAt, #source, #deletedAt, #expiresAt',
    });
  });

  it('doubles the pause before each retry, with full jitter, and gives up after six requests', async () => {
    const unprocessed = batch([], ['CUST-001']);

    expect(await readMany([unprocessed])).to.equal('TransientError');
    expect([service.requests(), pauses]).to.deep.equal([6, [100, 200, 400, 800, 1600]]);
    await service.stop();
    await readMany([unprocessed], undefined, 0.25);
    expect(pauses).to.deep.equal([25, 50, 100, 200, 400]);
  });

  it('stops retrying at the deadline', async () => {
    const deadline = new AbortController();
    const abortThenAnswer: Behaviour = (response) => {
      batch([], ['CUST-001'])(response);
      response.on('finish', () => deadline.abort());
    };

    expect(await readMany([abortThenAnswer], deadline.signal)).to.equal('TransientError');
    expect(service.requests()).to.equal(1);
  });

  it('retries throttling and a lost connection', async () => {
    expect(await readMany([throttled, reset, batch(['CUST-001'], [])])).to.deep.equal(['CUST-001']);
  });

  it('fails as transient when every attempt is throttled, refused or not answered', async () => {
    for (const behaviour of [throttled, refuse(500, 'InternalServerError'), hang]) {
      const signal = behaviour === hang ? AbortSignal.timeout(200) : undefined;
      expect(await readMany([behaviour], signal)).to.equal('TransientError');
      await service.stop();
    }
    expect(await readMany([refuse(400, 'AccessDeniedException')])).to.equal('AccessDeniedException');
  });
});
