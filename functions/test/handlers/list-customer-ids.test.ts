import { expect } from 'chai';
import { describe, it } from 'mocha';
import { encodeCursor } from '#domain/cursor.ts';
import type { CustomerIdRow } from '#domain/customer-id-row.ts';
import { decideAddition } from '#domain/write-decision.ts';
import type { CustomerIdPage } from '#http/contract.ts';
import { type Registry, registry } from '#support/functions/registry.ts';
import { at, byApi, bySubmission, customerId, submissionId } from '#support/functions/values.ts';

const idsOf = (body: unknown) => (body as CustomerIdPage).items.map(({ id }) => id);
const cursorOf = (body: unknown) => (body as CustomerIdPage).nextCursor;

async function filled(ids: readonly string[]): Promise<Registry> {
  const registered = registry();
  for (const id of ids) await registered.put(id);
  return registered;
}

async function walk({ list }: Registry, query: Record<string, string>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await list({ ...query, ...(cursor ? { cursor } : {}) });
    pages.push(idsOf(body));
    cursor = cursorOf(body);
  }
  return pages;
}

const many = Array.from({ length: 120 }, (_, index) => `CUST-${String(index).padStart(4, '0')}`);

/** Every tenth ID was added by a submission. */
function mixed(ids: readonly string[], searchedIdsMax?: number): Registry {
  const rows = ids.map((text, index): CustomerIdRow => {
    const id = customerId(text);
    const origin = index % 10 === 0 ? bySubmission(submissionId(1)) : byApi(text);
    const decision = decideAddition({ id, origin, at: at(0) }, undefined);
    if (decision.kind === 'return') throw new Error('Nothing would be written.');
    return decision.row;
  });
  return registry({ rows, ...(searchedIdsMax ? { searchedIdsMax } : {}) });
}

describe('list-customer-ids', () => {
  it('returns an empty page if there are no IDs', async () => {
    const { statusCode, body } = await registry().list();

    expect({ statusCode, body }).to.deep.equal({ statusCode: 200, body: { items: [], nextCursor: null } });
  });

  it('returns createdAt and source of each ID, and no internal fields', async () => {
    const { body } = await (await filled(['CUST-001'])).list();

    expect(body).to.deep.equal({
      items: [{ id: 'CUST-001', createdAt: '2026-01-01T00:00:00.000Z', source: 'api' }],
      nextCursor: null,
    });
  });

  it('pages through all shards in order, without gaps or duplicates', async () => {
    const pages = await walk(await filled(many.toReversed()), { limit: '50' });

    expect(pages.map((page) => page.length)).to.deep.equal([50, 50, 20]);
    expect(pages.flat()).to.deep.equal(many);
  });

  it('returns no cursor when the last page is exactly full', async () => {
    const pages = await walk(await filled(many.slice(0, 20)), { limit: '10' });

    expect(pages.map((page) => page.length)).to.deep.equal([10, 10]);
  });

  it('returns 50 IDs per page by default', async () => {
    const { body } = await (await filled(many)).list();

    expect(idsOf(body)).to.have.length(50);
  });

  it('does not list deleted IDs', async () => {
    const registered = await filled(['CUST-001', 'CUST-002']);
    await registered.delete('CUST-001');

    expect(idsOf((await registered.list()).body)).to.deep.equal(['CUST-002']);
  });

  it('matches the prefix case-insensitively', async () => {
    const registered = await filled(['ACME-1', 'ACME-2', 'ACNE-1', 'BOLT-1']);

    const pages = await walk(registered, { prefix: 'acm', limit: '1' });

    expect(pages).to.deep.equal([['ACME-1'], ['ACME-2']]);
    expect(idsOf((await registered.list({ prefix: '' })).body)).to.have.length(4);
  });

  it('lists only IDs of one source, in full pages', async () => {
    const registered = mixed(many.slice(0, 60));

    const [bySubmission, direct] = [
      await walk(registered, { source: 'submission', limit: '4' }),
      await walk(registered, { source: 'api', prefix: 'cust-005', limit: '5' }),
    ];

    expect(bySubmission.map((page) => page.length)).to.deep.equal([4, 2]);
    expect(bySubmission.flat()).to.deep.equal(many.slice(0, 60).filter((_, index) => index % 10 === 0));
    expect(direct.flat()).to.deep.equal(many.slice(51, 60));
  });

  it('searches a limited number of IDs for a source, and loses none across short pages', async () => {
    const pages = await walk(mixed(many, 5), { source: 'submission', limit: '3' });

    expect(pages.length).to.be.greaterThan(4);
    expect(Math.max(...pages.map((page) => page.length))).to.be.at.most(3);
    expect(pages.flat()).to.deep.equal(many.filter((_, index) => index % 10 === 0));
  });

  it('lists deleted IDs, newest deletion first, with their times and until when their history is retained', async () => {
    const registered = await filled(['CUST-001', 'CUST-002', 'CUST-003']);
    await registered.delete('CUST-003');
    registered.clock.advance(1000);
    await registered.delete('CUST-001');

    const { statusCode, body } = await registered.list({ state: 'deleted' });

    const addition = { createdAt: '2026-01-01T00:00:00.000Z', source: 'api' };
    expect({ statusCode, body }).to.deep.equal({
      statusCode: 200,
      body: {
        items: [
          {
            id: 'CUST-001',
            ...addition,
            deletedAt: '2026-01-01T00:00:01.000Z',
            expiresAt: '2026-01-31T00:00:01.000Z',
          },
          {
            id: 'CUST-003',
            ...addition,
            deletedAt: '2026-01-01T00:00:00.000Z',
            expiresAt: '2026-01-31T00:00:00.000Z',
          },
        ],
        nextCursor: null,
      },
    });
  });

  it('pages through IDs that were deleted at the same time, without gaps or duplicates', async () => {
    const registered = await filled(many.slice(0, 25));
    for (const id of many.slice(0, 25)) await registered.delete(id);

    const pages = await walk(registered, { state: 'deleted', limit: '10' });

    expect(pages.map((page) => page.length)).to.deep.equal([10, 10, 5]);
    expect(pages.flat()).to.deep.equal(many.slice(0, 25).toReversed());
  });

  it('does not list deleted IDs that are restored, expired or purged', async () => {
    const registered = await filled(['RESTORED', 'EXPIRED']);
    await registered.delete('RESTORED');
    await registered.delete('EXPIRED');
    await registered.put('RESTORED');
    const purging = registry({ retentionDays: 0 });
    await purging.put('PURGED');
    await purging.delete('PURGED');

    const soon = await registered.list({ state: 'deleted' });
    registered.clock.advance(30 * 86_400_000);
    const late = await registered.list({ state: 'deleted' });

    expect([soon, late, await purging.list({ state: 'deleted' })].map(({ body }) => idsOf(body))).to.deep.equal([
      ['EXPIRED'],
      [],
      [],
    ]);
  });

  it('returns 400 for an unknown state or source, for a filter of deleted IDs, and for a cursor of the other list', async () => {
    const { list } = registry();
    const deletion = '2026-01-01T00:00:00.000Z#CUST-001';
    const wrong = [
      { state: 'gone' },
      { state: '' },
      { source: 'console' },
      { state: 'deleted', prefix: 'C' },
      { state: 'deleted', source: 'api' },
      { state: 'deleted', cursor: encodeCursor('CUST-001') },
      { state: 'deleted', cursor: encodeCursor(`${deletion}#X`) },
      { state: 'deleted', cursor: encodeCursor(deletion.toLowerCase()) },
      { cursor: encodeCursor(deletion) },
    ];

    const responses = await Promise.all(wrong.map((query) => list(query)));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal(wrong.map(() => 400));
    expect(responses[0]?.body).to.deep.include({ detail: 'state must be one of: active, deleted.' });
    expect(responses[3]?.body).to.deep.include({ detail: 'prefix cannot be combined with state=deleted.' });
    expect((await list({ state: 'deleted', prefix: '', cursor: encodeCursor(deletion) })).statusCode).to.equal(200);
  });

  it('returns 400 for a limit that is not an integer from 1 to 100', async () => {
    const { list } = await filled(['CUST-001']);
    const wrong = ['0', '101', '-1', '1.0', '1e1', '+1', ' 1', '', 'ten', '٣', '99999'];

    const responses = await Promise.all(wrong.map((limit) => list({ limit })));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal(wrong.map(() => 400));
    expect(responses[0]?.body).to.deep.include({
      code: 'invalid-request',
      errors: [
        {
          pointer: '/query/limit',
          detail: 'limit must be an integer from 1 to 100.',
          code: 'invalid-parameter',
        },
      ],
    });
  });

  it('returns 400 for a prefix with invalid characters or more than 64 characters', async () => {
    const { list } = registry();

    const responses = await Promise.all(['a b', 'ü', '%', 'a'.repeat(65), 'ß'].map((prefix) => list({ prefix })));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal([400, 400, 400, 400, 400]);
    expect((await list({ prefix: 'a'.repeat(64) })).statusCode).to.equal(200);
  });

  it('returns 400 for a cursor that is malformed or outside the prefix', async () => {
    const { list } = registry();
    const wrong = [
      '',
      'x',
      encodeCursor('cust-001'),
      encodeCursor('a'),
      `${encodeCursor('CUST-001')}=`,
      encodeCursor('BOLT-1'),
      'Q'.repeat(200),
    ];

    const responses = await Promise.all(wrong.map((cursor) => list({ cursor, prefix: 'CUST' })));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal(wrong.map(() => 400));
    expect((await list({ cursor: encodeCursor('CUST-001'), prefix: 'cust' })).statusCode).to.equal(200);
  });

  it('returns 400 for a repeated known parameter and ignores unknown ones', async () => {
    const { list } = registry();
    const twice = [
      { limit: ['1', '1'] },
      { prefix: ['a', 'b'] },
      { cursor: ['a', 'a'] },
      { state: ['active', 'active'] },
    ];

    const responses = await Promise.all([...twice, { colour: ['red', 'blue'] }].map((query) => list(query)));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal([400, 400, 400, 400, 200]);
  });
});
