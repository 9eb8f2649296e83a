import { expect } from 'chai';
import { describe, it } from 'mocha';
import { exportFileName, exportRows } from '#features/customer-ids/export-file.ts';
import { readAll } from '#features/customer-ids/read-all.ts';
import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import { fail, succeed } from '#lib/result.ts';
import { customerId } from '#support/frontend/customer-id.ts';

const item = (id: string): CustomerIdSummary => ({
  id: customerId(id),
  createdAt: '2026-11-03T14:20:09.000Z',
  source: 'api',
});

describe('An export of all IDs', () => {
  it('reads page after page to the end, and tells how many it has', async () => {
    const pages = new Map([
      [undefined, { items: [item('A-1'), item('A-2')], nextCursor: 'second' }],
      ['second', { items: [item('A-3')], nextCursor: null }],
    ]);
    const counts: number[] = [];
    const readPage = async (cursor: string | undefined) => {
      const page = pages.get(cursor);
      return page ? succeed(page) : fail<Problem>({ kind: 'rejected' });
    };

    const all = await readAll(readPage, (count) => counts.push(count));

    expect(all).to.deep.equal(succeed([item('A-1'), item('A-2'), item('A-3')]));
    expect(counts).to.deep.equal([2, 3]);
  });

  it('ends with the problem of the page that could not be read', async () => {
    const problem: Problem = { kind: 'throttled', retryAfterSeconds: 30 };
    const readPage = async (cursor: string | undefined) =>
      cursor === undefined ? succeed({ items: [item('A-1')], nextCursor: 'second' }) : fail(problem);

    expect(await readAll(readPage, () => undefined)).to.deep.equal(fail(problem));
  });

  it('names its columns as an import looks for them, and its file after the filter and the day', () => {
    expect(exportRows([item('A-1')])).to.deep.equal([
      ['customer_id', 'added', 'source'],
      ['A-1', '2026-11-03T14:20:09.000Z', 'api'],
    ]);
    const day = new Date('2026-11-25T23:59:00.000Z');
    expect([exportFileName('', day), exportFileName('cust-0', day)]).to.deep.equal([
      'customer-ids-2026-11-25.csv',
      'customer-ids-CUST-0-2026-11-25.csv',
    ]);
  });
});
