import { expect } from 'chai';
import { describe, it } from 'mocha';
import { formatExportFileName, loadAll, toExportRows } from '#features/customer-ids/use-export.ts';
import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import { fail, succeed } from '#lib/domain.ts';
import { customerId } from '#support/frontend/customer-id.ts';

const item = (id: string): CustomerIdSummary => ({
  id: customerId(id),
  createdAt: '2026-11-03T14:20:09.000Z',
  source: 'api',
});

describe('Export of all IDs', () => {
  it('loads every page and reports the count after each', async () => {
    const pages = new Map([
      [undefined, { items: [item('A-1'), item('A-2')], nextCursor: 'second' }],
      ['second', { items: [item('A-3')], nextCursor: null }],
    ]);
    const counts: number[] = [];
    const loadPage = async (cursor: string | undefined) => {
      const page = pages.get(cursor);
      return page ? succeed(page) : fail<Problem>({ kind: 'rejected' });
    };

    const all = await loadAll(loadPage, (count) => counts.push(count));

    expect(all).to.deep.equal(succeed([item('A-1'), item('A-2'), item('A-3')]));
    expect(counts).to.deep.equal([2, 3]);
  });

  it('returns the problem of the page that failed to load', async () => {
    const problem: Problem = { kind: 'throttled', retryAfterSeconds: 30 };
    const loadPage = async (cursor: string | undefined) =>
      cursor === undefined ? succeed({ items: [item('A-1')], nextCursor: 'second' }) : fail(problem);

    expect(await loadAll(loadPage, () => undefined)).to.deep.equal(fail(problem));
  });

  it('names the columns for a re-import, and the file after prefix and date', () => {
    expect(toExportRows([item('A-1')])).to.deep.equal([
      ['customer_id', 'added', 'source'],
      ['A-1', '2026-11-03T14:20:09.000Z', 'api'],
    ]);
    const day = new Date('2026-11-25T23:59:00.000Z');
    expect([formatExportFileName('', day), formatExportFileName('cust-0', day)]).to.deep.equal([
      'customer-ids-2026-11-25.csv',
      'customer-ids-CUST-0-2026-11-25.csv',
    ]);
  });
});
