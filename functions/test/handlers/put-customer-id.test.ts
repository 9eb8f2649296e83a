import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { MemoryCustomerIds } from '#adapters/memory/customer-ids.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { CustomerIdStore } from '#ports.ts';
import { problem, registry } from '#support/functions/registry.ts';

const createdAt = '2026-01-01T00:00:00.000Z';
const record = {
  id: 'CUST-001',
  createdAt,
  source: 'api',
  client: 'page',
  version: 1,
  history: [{ at: createdAt, action: 'added', source: 'api', client: 'page' }],
};

/** The first write arrives but its response is lost. */
function losingFirstResponse(store: MemoryCustomerIds): CustomerIdStore {
  let isFirst = true;
  return {
    ...store,
    write: async (row, expectedVersion) => {
      const outcome = await store.write(row, expectedVersion);
      if (!isFirst) return outcome;
      isFirst = false;
      return { kind: 'unknown', cause: new Error('lost') };
    },
  };
}

describe('put-customer-id', () => {
  it('returns 201 with record, ETag and Location for a new ID', async () => {
    const { put, runtime } = registry();

    const response = await put('cust-001');

    expect(response.statusCode).to.equal(201);
    expect(response.headers).to.include({ ETag: '"1"', Location: '/api/customer-ids/CUST-001' });
    expect(response.body).to.deep.equal(record);
    expect(runtime.counts).to.deep.equal([{ Added: 1 }]);
  });

  it('returns 200 with the unchanged record for an existing ID, in upper or lower case', async () => {
    const { put, clock, runtime } = registry();
    await put('CUST-001');
    clock.advance(5);

    const response = await put('cUsT-001');

    expect({ status: response.statusCode, tag: response.headers['ETag'], body: response.body }).to.deep.equal({
      status: 200,
      tag: '"1"',
      body: record,
    });
    expect(response.headers).to.not.have.property('Location');
    expect(runtime.counts.at(-1)).to.deep.equal({ Existing: 1 });
  });

  it('returns 412 for an existing ID with If-None-Match: *', async () => {
    const { put } = registry();
    await put('CUST-001');

    const { statusCode, body } = await put('CUST-001', { headers: { 'if-none-match': '*' } });

    expect(statusCode).to.equal(412);
    expect(body).to.deep.include(
      problem(412, 'precondition-failed', 'Customer ID CUST-001 exists with version "1", so the precondition failed.', {
        title: 'Precondition failed',
      }),
    );
  });

  it('returns 201 with the history for a deleted ID, even with If-None-Match: *', async () => {
    const registered = registry();
    await registered.put('CUST-001');
    await registered.delete('CUST-001');

    const { statusCode, headers, body } = await registered.put('CUST-001', { headers: { 'If-None-Match': '*' } });

    expect({ statusCode, tag: headers['ETag'] }).to.deep.equal({ statusCode: 201, tag: '"3"' });
    expect(body).to.have.property('history').with.length(3);
  });

  it("returns 201 when the table's response to the write was lost", async () => {
    const { put } = registry({ through: losingFirstResponse });

    const { statusCode, body } = await put('CUST-001', { headers: { 'If-None-Match': '*' } });

    expect({ statusCode, body }).to.deep.equal({ statusCode: 201, body: record });
  });

  it('returns 201 again when Lambda runs the same request twice', async () => {
    const { put, clock } = registry();
    await put('CUST-001', { extendedRequestId: 'same=' });
    clock.advance(5);

    const { statusCode, body } = await put('CUST-001', { extendedRequestId: 'same=' });

    expect({ statusCode, body }).to.deep.equal({ statusCode: 201, body: record });
  });

  it('treats requests with the same client-chosen request ID as separate', async () => {
    const { put } = registry();
    await put('CUST-001', { requestId: 'chosen' });

    expect((await put('CUST-001', { requestId: 'chosen' })).statusCode).to.equal(200);
  });

  it('returns 504 when the outcome of the write is unknown', async () => {
    const { put } = registry({
      through: (store) => ({ ...store, write: async () => ({ kind: 'unknown', cause: new Error('lost') }) }),
    });

    const { statusCode, body } = await put('CUST-001');

    expect(statusCode).to.equal(504);
    expect(body).to.deep.include(
      problem(504, 'outcome-unknown', 'The request may or may not have been processed. Retrying it is safe.'),
    );
  });

  it('returns 503 with Retry-After when the table throttles', async () => {
    const { put, runtime } = registry({
      through: (store) => ({
        ...store,
        write: async () => {
          throw new TransientError('busy');
        },
      }),
    });

    const { statusCode, headers, body } = await put('CUST-001');

    expect({ statusCode, retryAfter: headers['Retry-After'] }).to.deep.equal({ statusCode: 503, retryAfter: '1' });
    expect(body).to.deep.include(
      problem(
        503,
        'unavailable',
        'The service is temporarily unavailable. Nothing was written. Retry after the Retry-After delay.',
      ),
    );
    expect(runtime.lines.at(-1)?.level).to.equal('error');
  });

  it('returns 400 for unsupported precondition headers', async () => {
    const { put } = registry();
    const headers = [
      { 'If-None-Match': '"1"' },
      { 'If-Match': '*' },
      { 'If-Modified-Since': 'Thu, 01 Jan 2026 00:00:00 GMT' },
    ];

    const responses = await Promise.all(headers.map((header) => put('CUST-001', { headers: header })));

    expect(responses.map(({ statusCode, body }) => [statusCode, body])).to.deep.equal([
      [
        400,
        problem(
          400,
          'invalid-request',
          'This operation accepts If-None-Match only with the value *.',
          refused('If-None-Match', 'This operation accepts If-None-Match only with the value *.'),
        ),
      ],
      [
        400,
        problem(
          400,
          'invalid-request',
          'This operation does not support If-Match. Remove the header.',
          refused('If-Match', 'This operation does not support If-Match. Remove the header.'),
        ),
      ],
      [
        400,
        problem(
          400,
          'invalid-request',
          'This operation does not support If-Modified-Since. Remove the header.',
          refused('If-Modified-Since', 'This operation does not support If-Modified-Since. Remove the header.'),
        ),
      ],
    ]);
  });
});

function refused(name: string, detail: string): object {
  return { title: 'Invalid request', errors: [{ pointer: `/header/${name}`, detail, code: 'invalid-header' }] };
}
