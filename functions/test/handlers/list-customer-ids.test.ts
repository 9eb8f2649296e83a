import { expect } from 'chai';
import { describe, it } from 'mocha';
import { encodeCursor } from '#domain/cursor.ts';
import type { CustomerIdPage } from '#http/contract.ts';
import { type Registry, registry } from '#support/functions/registry.ts';

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
    const twice = [{ limit: ['1', '1'] }, { prefix: ['a', 'b'] }, { cursor: ['a', 'a'] }];

    const responses = await Promise.all([...twice, { colour: ['red', 'blue'] }].map((query) => list(query)));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal([400, 400, 400, 200]);
  });
});
