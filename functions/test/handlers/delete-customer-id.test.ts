import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { MemoryCustomerIds } from '#adapters/memory/customer-ids.ts';
import { preconditionLengthMax } from '#domain/limits.generated.ts';
import type { CustomerIdStore } from '#ports.ts';
import { problem, registry } from '#support/functions/registry.ts';

const deletedAt = '2026-01-01T00:00:00.000Z';

/** The first write arrives but its response is lost; then another client adds the ID again. */
function losingFirstResponse(store: MemoryCustomerIds): CustomerIdStore {
  return {
    ...store,
    write: async (row, expectedVersion) => {
      const outcome = await store.write(row, expectedVersion);
      return row.state === 'deleted' ? { kind: 'unknown', cause: new Error('lost') } : outcome;
    },
  };
}

describe('delete-customer-id', () => {
  it('returns 204 without a body for the first delete and 404 afterwards', async () => {
    const { put, delete: remove, get, runtime } = registry();
    await put('CUST-001');

    const first = await remove('cust-001');
    const second = await remove('CUST-001');

    expect({ status: first.statusCode, body: first.body }).to.deep.equal({ status: 204, body: '' });
    expect(second.body).to.deep.equal(
      problem(404, 'customer-id-not-found', 'Customer ID CUST-001 was deleted.', { title: 'Not found', deletedAt }),
    );
    expect((await get('CUST-001')).statusCode).to.equal(404);
    expect(runtime.counts.slice(1)).to.deep.equal([{ Deleted: 1 }, { NotFound: 1 }, { NotFound: 1 }]);
  });

  it('returns 404 for an ID that never existed', async () => {
    expect((await registry().delete('CUST-001')).statusCode).to.equal(404);
  });

  it('returns 412 if If-Match does not match the version, and deletes if it does', async () => {
    const { put, delete: remove } = registry();
    await put('CUST-001');
    const ifMatch = (tags: string) => remove('CUST-001', { headers: { 'If-Match': tags } });

    const refused = await Promise.all(['"2"', 'W/"1"', '"2", "3"'].map(ifMatch));

    expect(refused.map(({ statusCode }) => statusCode)).to.deep.equal([412, 412, 412]);
    expect((await ifMatch('"2", "1"')).statusCode).to.equal(204);
    expect((await ifMatch('*')).statusCode).to.equal(404);
  });

  it('purges the history immediately with retention 0', async () => {
    const { put, delete: remove, get, rows } = registry({ retentionDays: 0 });
    await put('CUST-001');
    await remove('CUST-001');

    const again = await put('CUST-001');

    expect((await get('CUST-001')).body).to.deep.equal(again.body);
    expect(again.body).to.have.property('history').with.length(1);
    expect(again.headers['ETag']).to.equal('"3"');
    expect(rows()[0]?.tokens).to.have.length(2);
  });

  it("returns 204 when the table's response to the delete was lost", async () => {
    const { put, delete: remove } = registry({ through: losingFirstResponse });
    await put('CUST-001');

    expect((await remove('CUST-001')).statusCode).to.equal(204);
  });

  it('returns 503 when concurrent writers change the row at every attempt', async () => {
    const { put, delete: remove } = registry({
      through: (store) => ({
        ...store,
        write: async (row, expectedVersion) =>
          row.state === 'active' ? store.write(row, expectedVersion) : { kind: 'conflict' },
      }),
    });
    await put('CUST-001');

    const { statusCode, headers } = await remove('CUST-001');

    expect({ statusCode, retryAfter: headers['Retry-After'] }).to.deep.equal({ statusCode: 503, retryAfter: '1' });
  });

  it('returns 400 for an If-Match above the documented length, even if it lists the current version', async () => {
    const { put, delete: remove } = registry();
    await put('CUST-001');
    const longest = '"1"'.padEnd(preconditionLengthMax);
    const removeIfMatch = async (tags: string) =>
      (await remove('CUST-001', { headers: { 'If-Match': tags } })).statusCode;

    expect(await removeIfMatch(`${longest} `)).to.equal(400);
    expect(await removeIfMatch(longest)).to.equal(204);
  });

  it('returns 400 for a malformed If-Match and an unsupported precondition', async () => {
    const { delete: remove } = registry();
    const headers = [{ 'If-Match': '1' }, { 'If-None-Match': '*' }];

    const responses = await Promise.all(headers.map((header) => remove('CUST-001', { headers: header })));

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal([400, 400]);
  });
});
