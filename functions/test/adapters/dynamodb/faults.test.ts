import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { dynamoDbClient } from '#adapters/dynamodb/client.ts';
import { toItem } from '#adapters/dynamodb/customer-id-item.ts';
import { dynamoDbCustomerIds } from '#adapters/dynamodb/customer-id-store.ts';
import type { CustomerIdRow } from '#domain/customer-id-row.ts';
import { decideAddition } from '#domain/write-decision.ts';
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
import { at, byApi, customerId } from '#support/functions/values.ts';

const id = customerId('CUST-001');

function newRow(): CustomerIdRow {
  const decision = decideAddition({ id, origin: byApi('a'), at: at(0) }, undefined);
  if (decision.kind === 'return') throw new Error('A new ID is written.');
  return decision.row;
}

const row = newRow();
const throttled = refuse(400, 'ThrottlingException');
const unavailable = refuse(503, 'ServiceUnavailable');

describe('dynamoDbCustomerIds with a faulty service', () => {
  let service: FaultyService;
  afterEach(() => service.stop());

  async function storeAt(behaviours: readonly Behaviour[], deadlineMillis = 6000) {
    service = await faultyService(behaviours);
    return dynamoDbCustomerIds(dynamoDbClient(), 'table', { signal: AbortSignal.timeout(deadlineMillis) });
  }

  async function writing(behaviours: readonly Behaviour[], deadlineMillis?: number): Promise<string> {
    const store = await storeAt(behaviours, deadlineMillis);
    return store.write(row, 'absent').then(
      ({ kind }) => kind,
      (error: Error) => error.name,
    );
  }

  async function reading(behaviours: readonly Behaviour[], deadlineMillis?: number): Promise<string> {
    const store = await storeAt(behaviours, deadlineMillis);
    return store.read(id).then(
      () => 'read',
      (error: Error) => error.name,
    );
  }

  it('ends a call at the deadline when the service hangs before or after the headers', async () => {
    expect(await writing([hang], 200)).to.equal('unknown');
    await service.stop();
    expect(await writing([hangAfterHeaders], 200)).to.equal('unknown');
    await service.stop();
    expect(await reading([hang], 200)).to.equal('TransientError');
    // Without the deadline, the timeout of each attempt would end the call after three.
    expect(service.requests()).to.equal(1);
  });

  it('makes three attempts on connection resets and reports the write as unknown', async () => {
    expect(await writing([reset])).to.equal('unknown');
    expect(service.requests()).to.equal(3);
  });

  it('reports a write as unknown when the response cannot be parsed', async () => {
    expect(await writing([answer(200, '<html>')])).to.equal('unknown');
    await service.stop();
    expect(await writing([answer(502, '<html>')])).to.equal('unknown');
  });

  it('sends no write after the deadline', async () => {
    const store = await storeAt([hang], 0);
    await new Promise((resolve) => setTimeout(resolve, 5));

    const failed = await store.write(row, 'absent').catch((error: Error) => error.name);

    expect([failed, service.requests()]).to.deep.equal(['TransientError', 0]);
  });

  it('throws TransientError when every attempt is throttled, also at the deadline', async () => {
    expect(await writing([throttled])).to.equal('TransientError');
    await service.stop();
    expect(await writing([throttled], 250)).to.equal('TransientError');
    await service.stop();
    expect(await reading([throttled], 250)).to.equal('TransientError');
  });

  it('reports a write as unknown when a throttle follows a lost response', async () => {
    expect(await writing([reset, throttled])).to.equal('unknown');
  });

  it('reports that nothing was written when the service is unavailable at every attempt', async () => {
    expect(await writing([unavailable])).to.equal('TransientError');
    expect(service.requests()).to.equal(3);
  });

  it('reports a write as unknown when the service becomes unavailable after a lost response or an internal error', async () => {
    expect(await writing([reset, unavailable])).to.equal('unknown');
    await service.stop();
    expect(await writing([refuse(500, 'InternalServerError'), unavailable])).to.equal('unknown');
  });

  it('does not retry access, validation and missing-table errors', async () => {
    for (const name of ['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException']) {
      expect(await writing([refuse(400, name)])).to.equal(name);
      expect(service.requests()).to.equal(1);
      await service.stop();
    }
    expect(await reading([refuse(400, 'AccessDeniedException')])).to.equal('AccessDeniedException');
  });

  it('returns the current row from a failed condition, also after a lost response', async () => {
    const store = await storeAt([reset, refuse(400, 'ConditionalCheckFailedException', { Item: toItem(row) })]);

    expect(await store.write(row, 'absent')).to.deep.equal({ kind: 'conflict', row });
  });

  it('reads back after the deadline with one second of extra time', async () => {
    const store = await storeAt([answer(200, JSON.stringify({ Item: toItem(row) }))], 0);
    await new Promise((resolve) => setTimeout(resolve, 5));

    expect(await store.readBack(id)).to.deep.equal(row);
  });
});
