import { expect } from 'chai';
import { describe, it } from 'mocha';
import { TransientError } from '#domain/transient-error.ts';
import { problem, registry } from '#support/functions/registry.ts';

const createdAt = '2026-01-01T00:00:00.000Z';

describe('get-customer-id', () => {
  it('returns 200 with record, history and ETag, for an ID in upper or lower case', async () => {
    const { put, get } = registry();
    await put('CUST-001');

    const { statusCode, headers, body } = await get('cust-001');

    expect({ statusCode, tag: headers['ETag'], body }).to.deep.equal({
      statusCode: 200,
      tag: '"1"',
      body: {
        id: 'CUST-001',
        createdAt,
        source: 'api',
        client: 'page',
        version: 1,
        history: [{ at: createdAt, action: 'added', source: 'api', client: 'page' }],
      },
    });
  });

  it('returns 404 for an ID that never existed', async () => {
    const { get, runtime } = registry();

    const { statusCode, body } = await get('CUST-001');

    expect({ statusCode, body }).to.deep.equal({
      statusCode: 404,
      body: problem(404, 'customer-id-not-found', 'Customer ID CUST-001 does not exist.', { title: 'Not found' }),
    });
    expect(runtime.counts).to.deep.equal([{ NotFound: 1 }]);
  });

  it('returns deletedAt and the history of a deleted ID until its tombstone expires', async () => {
    const { put, delete: remove, get, clock } = registry({ retentionDays: 30 });
    await put('CUST-001');
    await remove('CUST-001');

    const soon = await get('CUST-001');
    clock.advance(30 * 86_400_000);
    const late = await get('CUST-001');

    expect(soon.body).to.deep.equal(
      problem(404, 'customer-id-not-found', 'Customer ID CUST-001 was deleted.', {
        title: 'Not found',
        deletedAt: createdAt,
        history: [
          { at: createdAt, action: 'added', source: 'api', client: 'page' },
          { at: createdAt, action: 'deleted', source: 'api', client: 'page' },
        ],
      }),
    );
    expect(late.body).to.deep.equal(
      problem(404, 'customer-id-not-found', 'Customer ID CUST-001 does not exist.', { title: 'Not found' }),
    );
  });

  it('returns 304 without a body if If-None-Match matches, and 200 otherwise', async () => {
    const { put, get } = registry();
    await put('CUST-001');
    const known = ['"1"', 'W/"1"', '"7", "1"', '*', ['"7"', '"1"']];

    const same = await Promise.all(known.map((tag) => get('CUST-001', { headers: { 'If-None-Match': tag } })));
    const other = await get('CUST-001', { headers: { 'If-None-Match': '"2"' } });

    expect(same.map(({ statusCode, headers, body }) => [statusCode, headers['ETag'], body])).to.deep.equal(
      known.map(() => [304, '"1"', '']),
    );
    expect(other.statusCode).to.equal(200);
  });

  it('returns 400 for malformed entity tags and unsupported preconditions', async () => {
    const { get } = registry();
    const headers = [
      { 'If-None-Match': '1' },
      { 'If-None-Match': '' },
      { 'If-None-Match': `"${'x'.repeat(1024)}"` },
      { 'If-Match': '"1"' },
    ];

    const responses = await Promise.all(headers.map((header) => get('CUST-001', { headers: header })));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal([400, 400, 400, 400]);
  });

  it('returns 400 with the reason for an invalid ID', async () => {
    const { get } = registry();

    const { statusCode, body } = await get('CUST 001');

    const detail = 'A space is not allowed (character 5). Use letters, digits, hyphens and underscores.';
    expect({ statusCode, body }).to.deep.equal({
      statusCode: 400,
      body: problem(400, 'invalid-customer-id', detail, {
        title: 'Invalid customer ID',
        errors: [{ pointer: '/path/id', detail, code: 'wrong-character' }],
      }),
    });
  });

  it('returns 503 when the table is unavailable', async () => {
    const { get } = registry({
      through: (store) => ({
        ...store,
        read: async () => {
          throw new TransientError('gone');
        },
      }),
    });

    expect((await get('CUST-001')).statusCode).to.equal(503);
  });

  it('returns 503 before the Lambda timeout when the table never responds', async () => {
    const { get } = registry({ through: (store) => ({ ...store, read: () => new Promise(() => {}) }) });

    expect((await get('CUST-001', { remainingMillis: 510 })).statusCode).to.equal(503);
  });

  it('returns 500 with a generic detail for an unexpected error and logs the cause', async () => {
    const cause = new Error('secret details');
    const { get, runtime } = registry({
      through: (store) => ({
        ...store,
        read: async () => {
          throw cause;
        },
      }),
    });

    const { statusCode, body } = await get('CUST-001', { extendedRequestId: 'extended=' });

    expect({ statusCode, body }).to.deep.equal({
      statusCode: 500,
      body: problem(500, 'internal', 'An internal error occurred. Report the requestId if it persists.', {
        title: 'Internal error',
      }),
    });
    expect(runtime.lines).to.deep.equal([
      {
        level: 'error',
        message: 'request',
        fields: {
          requestId: 'extended=',
          client: 'page',
          status: 500,
          outcome: 'internal',
          durationMillis: 0,
          customer: 'pseudonym',
        },
        cause,
      },
    ]);
  });
});
