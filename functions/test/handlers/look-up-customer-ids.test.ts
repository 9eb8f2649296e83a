import { expect } from 'chai';
import { describe, it } from 'mocha';
import { TransientError } from '#domain/transient-error.ts';
import { problem, type Registry, registry } from '#support/functions/registry.ts';

const at = '2026-01-01T00:00:00.000Z';
const space = 'A space is not allowed (character 5). Use letters, digits, hyphens and underscores.';
const active = (id: string) => ({ id, state: 'active', createdAt: at, source: 'api' });

async function addAndDelete({ put, delete: remove }: Registry, id: string): Promise<void> {
  await put(id);
  await remove(id);
}

describe('look-up-customer-ids', () => {
  it('returns active, deleted, unknown and invalid IDs in the submitted order', async () => {
    const system = registry();
    await system.put('CUST-001');
    await addAndDelete(system, 'CUST-002');

    const { statusCode, body } = await system.lookUp(['CUST-003', 'cust-002', 'CUST 004', 'cust-001']);

    expect({ statusCode, body }).to.deep.equal({
      statusCode: 200,
      body: {
        checkedAt: at,
        results: [
          { id: 'CUST-003', state: 'unknown' },
          { id: 'CUST-002', state: 'deleted', deletedAt: at },
          { id: 'CUST 004', state: 'invalid', reason: space },
          active('CUST-001'),
        ],
      },
    });
  });

  it('reads an ID once however often and in whatever case it is submitted', async () => {
    const reads: (readonly string[])[] = [];
    const { put, lookUp } = registry({
      through: (store) => ({
        ...store,
        readMany: (ids) => {
          reads.push(ids);
          return store.readMany(ids);
        },
      }),
    });
    await put('CUST-001');

    const { body } = await lookUp(['cust-001', 'CUST-001', 'no such id', 'Cust-001']);

    expect(reads).to.deep.equal([['CUST-001']]);
    expect(body).to.have.property('results').that.has.length(4);
  });

  it('reports an expired or purged tombstone as unknown', async () => {
    const expired = registry({ retentionDays: 30 });
    await addAndDelete(expired, 'CUST-001');
    expired.clock.advance(30 * 86_400_000);
    const purged = registry({ retentionDays: 0 });
    await addAndDelete(purged, 'CUST-001');

    const bodies = [(await expired.lookUp(['CUST-001'])).body, (await purged.lookUp(['CUST-001'])).body];

    const results = [{ id: 'CUST-001', state: 'unknown' }];
    expect(bodies).to.deep.equal([
      { checkedAt: '2026-01-31T00:00:00.000Z', results },
      { checkedAt: at, results },
    ]);
  });

  it('counts each distinct unknown ID as one lookup miss and logs no ID', async () => {
    const { put, lookUp, runtime } = registry();
    await put('CUST-001');

    await lookUp(['CUST-001', 'CUST-002', 'cust-002', 'CUST-003', 'CUST 004'], { extendedRequestId: 'extended=' });
    await lookUp(['CUST-001']);

    expect(runtime.counts.slice(1)).to.deep.equal([{ NotFound: 2 }, {}]);
    expect(runtime.lines[1]?.fields).to.deep.equal({
      requestId: 'extended=',
      client: 'page',
      status: 200,
      outcome: 'ok',
      durationMillis: 0,
      submitted: 5,
      unknown: 2,
    });
  });

  it('returns 400 with a pointer for an empty list, 101 IDs, a long ID, a non-string or an unknown property', async () => {
    const { lookUp } = registry();
    const bodies = [
      { ids: [] },
      { ids: Array(101).fill('CUST-001') },
      { ids: ['x'.repeat(257)] },
      { ids: [1] },
      { ids: ['CUST-001'], action: 'add' },
      {},
    ];

    const responses = await Promise.all(bodies.map((body) => lookUp([], { body: JSON.stringify(body) })));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal(bodies.map(() => 400));
    const pointers = responses.map(({ body }) => JSON.stringify(body).match(/"pointer":"([^"]*)"/)?.[1]);
    expect(pointers).to.deep.equal(['/ids', '/ids', '/ids/0', '/ids/0', '/action', '/ids']);
  });

  it('returns 413 above 16 KiB and 415 for another Content-Type', async () => {
    const { lookUp } = registry();
    const padded = `{"ids":["CUST-001"]}${' '.repeat(16 * 1024)}`;

    const [large, plain] = await Promise.all([
      lookUp([], { body: padded }),
      lookUp(['CUST-001'], { headers: { 'Content-Type': 'text/plain' } }),
    ]);

    expect([large.statusCode, plain.statusCode]).to.deep.equal([413, 415]);
  });

  it('returns 503 with Retry-After when the table leaves IDs unread, and before the Lambda timeout', async () => {
    const failing = registry({
      through: (store) => ({ ...store, readMany: () => Promise.reject(new TransientError('unprocessed')) }),
    });
    const silent = registry({ through: (store) => ({ ...store, readMany: () => new Promise(() => {}) }) });

    const responses = [await failing.lookUp(['CUST-001']), await silent.lookUp(['CUST-001'], { remainingMillis: 510 })];

    const detail = 'The service is temporarily unavailable. Nothing was written. Retry after the Retry-After delay.';
    for (const { headers, body } of responses) {
      expect(headers).to.include({ 'Retry-After': '1' });
      expect(body).to.deep.equal(problem(503, 'unavailable', detail, { title: 'Service unavailable' }));
    }
  });
});
