import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { encodeCursor } from '#domain/cursor.ts';
import { toTimestamp } from '#domain/instant.ts';
import { failAt } from '#domain/submission-attempts.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import { firstIdOfMonth } from '#domain/submission-list.ts';
import { createHandler } from '#handlers/list-submissions.ts';
import type { SubmissionPage } from '#http/contract.ts';
import { lambdaContext, proxyEvent } from '#support/functions/proxy-event.ts';
import {
  recordSubmission,
  type SubmissionRuntime,
  submissionRetentionDays,
  submissionRuntime,
} from '#support/functions/submission-runtime.ts';
import { at, clientName, submissionId } from '#support/functions/values.ts';

const day = 24 * 60 * 60 * 1000;

describe('list-submissions', () => {
  let runtime: SubmissionRuntime;

  beforeEach(() => {
    runtime = submissionRuntime();
  });

  async function add(id: SubmissionId, client?: string): Promise<void> {
    await recordSubmission(runtime, id, ['CUST-1'], client ? { client: clientName(client) } : {});
    await runtime.deps.submissions.markPublished(id, at(0));
  }

  /** The months that a handler with these dependencies queries. */
  function watchMonths() {
    const asked: string[] = [];
    const { submissionIndex } = runtime.deps;
    const watched = {
      page: (query: Parameters<typeof submissionIndex.page>[0]) => {
        asked.push(query.month);
        return submissionIndex.page(query);
      },
    };
    return { asked, createDeps: () => ({ ...runtime.deps, submissionIndex: watched }) };
  }

  const get = (query: Readonly<Record<string, string | readonly string[]>> = {}) =>
    createHandler(runtime)(proxyEvent({ path: '/submissions', query }), lambdaContext());

  async function page(query: Readonly<Record<string, string>> = {}): Promise<SubmissionPage> {
    const { statusCode, body } = await get(query);
    expect(statusCode).to.equal(200);
    return JSON.parse(body);
  }

  async function everyPage(
    limit: number,
    query: Readonly<Record<string, string>> = {},
  ): Promise<readonly (readonly string[])[]> {
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, nextCursor }: SubmissionPage = await page({
        ...query,
        limit: `${limit}`,
        ...(cursor ? { cursor } : {}),
      });
      pages.push(items.map((item) => item.submissionId));
      cursor = nextCursor;
    }
    return pages;
  }

  it('returns an empty page without a cursor if there are no submissions', async () => {
    expect(await page()).to.deep.equal({ items: [], nextCursor: null });
  });

  it('lists submissions newest first across months', async () => {
    const ids = [
      submissionId(1, -20 * day),
      submissionId(1, -2 * day),
      submissionId(1, -1),
      submissionId(1),
      submissionId(2),
    ];
    for (const id of ids) await add(id);

    expect((await page()).items.map((item) => item.submissionId)).to.deep.equal(ids.toReversed());
  });

  it('lists only submissions of one status', async () => {
    const [running, failed] = [submissionId(1, -day), submissionId(2)];
    for (const id of [running, failed]) await add(id);
    await runtime.deps.submissions.change(failed, failAt(toTimestamp(at(0)), { reason: 'Why.' }), at(0));

    const found = await Promise.all(['received', 'failed', 'completed'].map((status) => page({ status })));

    expect(found.map(({ items }) => items.map((item) => item.submissionId))).to.deep.equal([[running], [failed], []]);
    expect((await get({ status: 'lost' })).statusCode).to.equal(400);
    expect((await get({ status: ['failed', 'failed'] })).statusCode).to.equal(400);
  });

  it('reads a month in several queries when it searches for a status, and loses no submission between them', async () => {
    runtime = submissionRuntime({ searchedSubmissionsMax: 3 });
    const ids = Array.from({ length: 20 }, (_, nth) => submissionId(nth + 1, -Math.floor(nth / 7) * day));
    for (const id of ids) await add(id);
    const failed = [ids[0], ids[6], ids[7], ids[13], ids[19]].filter((id) => id !== undefined);
    for (const id of failed)
      await runtime.deps.submissions.change(id, failAt(toTimestamp(at(0)), { reason: 'Why.' }), at(0));

    const pages = await everyPage(2, { status: 'failed' });

    expect(pages.flat()).to.deep.equal(failed.toSorted().toReversed());
  });

  it('searches for a status only until it has searched 2,000 submissions, and continues there', async () => {
    runtime = submissionRuntime({ searchedSubmissionsMax: 500 });
    const perDay = 250;
    for (let nth = 0; nth < 12 * perDay; nth++) {
      const age = Math.floor(nth / perDay);
      await add(submissionId(1, (nth % perDay) - age * day));
    }
    const old = submissionId(1, -25 * day);
    await add(old);
    await runtime.deps.submissions.change(old, failAt(toTimestamp(at(0)), { reason: 'Why.' }), at(0));
    const { asked, createDeps } = watchMonths();

    const first = await createHandler({ ...runtime, createDeps })(
      proxyEvent({ query: { status: 'failed' } }),
      lambdaContext(),
    );
    const pages = await everyPage(50, { status: 'failed' });

    // 250 of this month, then 2,000 of the month before in queries of 500.
    expect(asked).to.deep.equal(['2026-01', '2025-12', '2025-12', '2025-12', '2025-12']);
    expect(JSON.parse(first.body)).to.have.property('nextCursor', encodeCursor(submissionId(1, -8 * day)));
    expect(pages).to.deep.equal([[], [old]]);
  });

  it('continues with the month before if it has searched 2,000 submissions at the end of a month', async () => {
    runtime = submissionRuntime({ searchedSubmissionsMax: 500 });
    for (let nth = 0; nth < 2000; nth += 1) await add(submissionId(1, nth));
    const old = submissionId(1, -25 * day);
    await add(old, 'billing');

    const [first, ...rest] = await everyPage(50, { client: 'billing' });
    const { body } = await get({ client: 'billing' });

    expect([first, ...rest]).to.deep.equal([[], [old]]);
    expect(JSON.parse(body)).to.have.property('nextCursor', encodeCursor(firstIdOfMonth('2026-01')));
  });

  it('searches the whole retention period for a status in one request while there are few submissions', async () => {
    const ids = Array.from({ length: 29 }, (_, age) => submissionId(1, -age * day));
    for (const id of ids) await add(id);

    expect(await everyPage(50, { status: 'failed' })).to.deep.equal([[]]);
    expect(await everyPage(50, { status: 'received' })).to.deep.equal([ids]);
  });

  it('searches for the submissions of a client in bounded pages, also of one status', async () => {
    runtime = submissionRuntime({ searchedSubmissionsMax: 500 });
    const perDay = 500;
    for (let nth = 0; nth < 5 * perDay; nth += 1) {
      await add(submissionId(1, (nth % perDay) - Math.floor(nth / perDay) * day), 'page');
    }
    const old = submissionId(1, -25 * day);
    await add(old, 'billing');
    await add(submissionId(2, -25 * day));

    expect(await everyPage(50, { client: 'billing' })).to.deep.equal([[], [old]]);
    expect(await everyPage(50, { client: 'billing', status: 'received' })).to.deep.equal([[], [old]]);
    expect(await everyPage(50, { client: 'billing', status: 'failed' })).to.deep.equal([[], []]);
  });

  for (const client of ['', 'a', 'Billing', 'bil-ling', 'x'.repeat(21)]) {
    it(`returns 400 with a pointer for the client "${client}"`, async () => {
      const { statusCode, body } = await get({ client });

      expect(statusCode).to.equal(400);
      expect(JSON.parse(body).errors).to.deep.equal([
        {
          pointer: '/query/client',
          code: 'invalid-parameter',
          detail: 'client must be 2 to 20 lower-case letters and digits.',
        },
      ]);
    });
  }

  it('returns 400 for a repeated client', async () => {
    expect((await get({ client: ['page', 'billing'] })).statusCode).to.equal(400);
  });

  it('returns no results, steps, attempts or failure in the list', async () => {
    const id = submissionId(1);
    await add(id);
    await runtime.deps.submissions.change(id, failAt(toTimestamp(at(0)), { reason: 'Why.' }), at(0));

    expect((await page()).items).to.deep.equal([
      {
        submissionId: id,
        action: 'add',
        status: 'failed',
        receivedAt: '2026-01-01T00:00:00.000Z',
        counts: { submitted: 1 },
      },
    ]);
  });

  it('does not list unpublished submissions', async () => {
    await recordSubmission(runtime, submissionId(1), ['CUST-1']);

    expect((await page()).items).to.deep.equal([]);
  });

  it('fills every page except the last, without gaps or duplicates', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => submissionId(index, -index * 2 * day));
    for (const id of ids) await add(id);

    expect(await everyPage(3)).to.deep.equal([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)]);
    expect(await everyPage(7)).to.deep.equal([ids]);
  });

  it('stops listing at the retention limit', async () => {
    await add(submissionId(1, -(submissionRetentionDays * day) + 1000));
    await add(submissionId(1, -(submissionRetentionDays * day)));

    expect(await everyPage(1)).to.deep.equal([[submissionId(1, -(submissionRetentionDays * day) + 1000)]]);
  });

  it('queries only this month if it fills the page', async () => {
    for (const nth of [1, 2, 3]) await add(submissionId(nth));
    const { asked, createDeps } = watchMonths();

    await createHandler({ ...runtime, createDeps })(proxyEvent({ query: { limit: '2' } }), lambdaContext());

    expect(asked).to.deep.equal(['2026-01']);
  });

  for (const query of [
    { limit: '0' },
    { limit: '101' },
    { limit: '1e1' },
    { limit: '' },
    { limit: ['1', '2'] },
    { cursor: '' },
    { cursor: 'x' },
    { cursor: encodeCursor('CUST-001') },
    { cursor: `${encodeCursor(submissionId(1))}=` },
    { cursor: encodeCursor(submissionId(1).toLowerCase()) },
    { cursor: encodeCursor('idempotency#0123456789abcd') },
    { cursor: [encodeCursor(submissionId(1)), encodeCursor(submissionId(1))] },
  ]) {
    it(`returns 400 for ${JSON.stringify(query)}`, async () => {
      const result = await get(query);

      expect(result.statusCode).to.equal(400);
      expect(JSON.parse(result.body).errors[0].pointer).to.equal(`/query/${Object.keys(query)[0]}`);
    });
  }
});
