import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type EpochMillis, toTimestamp } from '#domain/instant.ts';
import {
  type Completion,
  countOutcomes,
  type IdResult,
  type SubmissionFailure,
  type SubmissionStatus,
  submissionExpiry,
  toStep,
} from '#domain/submission.ts';
import { completeWith, failAt, retryAt } from '#domain/submission-attempts.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import type { SubmissionIndex, SubmissionStore } from '#ports.ts';
import { at, clientName, submissionId } from './values.ts';

export interface OpenedSubmissions {
  readonly store: SubmissionStore;
  readonly index: SubmissionIndex;
  /** Submissions of a month that a query by status reads. */
  readonly searchedMax: number;
  readonly stop: () => Promise<void>;
}

const retentionDays = 30;
const day = 24 * 60 * 60 * 1000;
const id = submissionId(1);
const ids = ['CUST-1', 'cust-1', ''];
const results: readonly IdResult[] = [
  { outcome: 'added' },
  { outcome: 'existing' },
  { outcome: 'invalid', reason: 'Too short: 0 characters (minimum 3).' },
];
const failure = { step: 'AddToTable', reason: 'It did not work.' } as const;
const received = toTimestamp(at(0));

const toCompletion = (now: EpochMillis = at(20)): Completion => ({
  completedAt: toTimestamp(now),
  counts: countOutcomes(
    'add',
    results.map(({ outcome }) => outcome),
  ),
  results,
  steps: [toStep('LogEvent', now, now)],
});

const completed = (now: EpochMillis = at(20)) => ({
  submissionId: id,
  action: 'add',
  status: 'completed',
  ids,
  ...toCompletion(now),
  attempts: [{ startedAt: received, status: 'completed', endedAt: toTimestamp(now) }],
});

/** Contract tests for every SubmissionStore implementation. */
export function describeSubmissionStore(name: string, open: () => Promise<OpenedSubmissions>): void {
  describe(`SubmissionStore: ${name}`, () => {
    let store: SubmissionStore;
    let index: SubmissionIndex;
    let searchedMax: number;
    let stop: () => Promise<void>;
    beforeEach(async () => {
      ({ store, index, searchedMax, stop } = await open());
    });
    afterEach(() => stop());

    const create = (request = {}) =>
      store.create({ submissionId: id, action: 'add', ids, ...request }, submissionExpiry(id, retentionDays));
    const complete = (completion = toCompletion(), now = at(20)) =>
      store.change(
        id,
        completeWith(() => completion),
        now,
      );
    const fail = (reason: SubmissionFailure = failure, now = at(20)) =>
      store.change(id, failAt(toTimestamp(now), reason), now);
    const publish = async (published: SubmissionId) => {
      await store.create({ submissionId: published, action: 'add', ids }, submissionExpiry(published, retentionDays));
      await store.markPublished(published, at(0));
    };
    const toIds = (items: readonly { readonly submissionId: string }[]) => items.map((item) => item.submissionId);
    const list = async (limit = 10, before = submissionId(255)) =>
      (await index.page({ month: '2026-01', before, limit })).items;

    const running = [{ startedAt: received, status: 'running' }];

    describe('idempotency claims', () => {
      const claim = (nth: number, requestHash = 'request') => ({
        keyHash: 'key',
        requestHash,
        submissionId: submissionId(nth),
      });

      it('gives an idempotency key to the first claim and returns that claim to later ones', async () => {
        expect(await store.claim(claim(1), at(0))).to.deep.equal(claim(1));
        expect(await store.claim(claim(2, 'other request'), at(1))).to.deep.equal(claim(1));
      });

      it('returns the same claim to twenty concurrent requests', async () => {
        const asked = Array.from({ length: 20 }, (_, nth) => store.claim(claim(nth), at(0)));
        const holders = new Set((await Promise.all(asked)).map((holder) => holder.submissionId));

        expect(holders.size).to.equal(1);
      });

      it('expires an idempotency claim after 24 hours, even if DynamoDB has not deleted it', async () => {
        await store.claim(claim(1), at(0));

        expect(await store.claim(claim(2), at(day - 1))).to.deep.equal(claim(1));
        expect(await store.claim(claim(3), at(day))).to.deep.equal(claim(3));
      });

      it('keeps claims of different keys separate', async () => {
        await store.claim(claim(1), at(0));

        expect(await store.claim({ ...claim(2), keyHash: 'other key' }, at(0))).to.have.property(
          'submissionId',
          submissionId(2),
        );
      });
    });

    it('does not overwrite a submission that is created again', async () => {
      await create();
      await complete();
      await create();

      expect(await store.find(id, at(40))).to.deep.equal(completed());
    });

    it('hides a submission until it is published', async () => {
      await create();

      expect([await store.find(id, at(1)), await list()]).to.deep.equal([undefined, []]);
    });

    it('finds and lists a submission after it is published', async () => {
      await create();
      await store.markPublished(id, at(10));

      const summary = { submissionId: id, status: 'received', action: 'add', counts: { submitted: 3 } };
      expect(await store.find(id, at(20))).to.deep.equal({ ...summary, ids, attempts: running });
      const [listed] = await list();
      expect(listed).to.deep.include(summary);
    });

    it('loads the IDs of a submission for the workflow before it is published', async () => {
      await create();

      expect(await store.load(id, at(1))).to.deep.equal({
        submissionId: id,
        action: 'add',
        status: 'received',
        counts: { submitted: 3 },
        ids,
        attempts: running,
      });
    });

    it('keeps the IDs of an unpublished submission for the full retention period, because its event can arrive late', async () => {
      await create();

      expect(await store.load(id, at(retentionDays * day - 1))).to.deep.include({ ids });
      expect(await store.load(id, at(retentionDays * day))).to.equal(undefined);
    });

    it('expires a published submission exactly after its retention period', async () => {
      await create();
      await store.markPublished(id, at(10));

      expect(await store.find(id, at(retentionDays * day - 1))).not.to.equal(undefined);
      expect(await store.find(id, at(retentionDays * day))).to.equal(undefined);
    });

    it('does not create a submission when publishing an unknown ID', async () => {
      await store.markPublished(id, at(10));

      expect([await store.find(id, at(20)), await list()]).to.deep.equal([undefined, []]);
    });

    it('completes a submission once and keeps the first results', async () => {
      await create();
      const late = { ...toCompletion(at(30)), results: [], counts: countOutcomes('add', []) };

      expect(await complete()).to.equal('changed');
      expect(await complete(late, at(30))).to.equal('unchanged');
      expect(await store.find(id, at(40))).to.deep.equal(completed());
    });

    it('lists a completed submission with counts, without results and steps', async () => {
      await create();
      await complete();
      const { ids, results, steps, attempts, ...summary } = completed();

      const [listed] = await list();
      expect(listed).to.deep.include(summary);
    });

    it('keeps action, label, addedBy and client in every status and after a retry, and lists all but addedBy', async () => {
      const client = clientName('billing');
      const request = { action: 'delete', label: 'customers.csv', addedBy: submissionId(7), client } as const;
      await create(request);
      await store.markPublished(id, at(10));
      const found = [await store.find(id, at(20)), await store.load(id, at(20))];
      const listed = [...(await list())];
      await fail();
      found.push(await store.find(id, at(20)));
      listed.push(...(await list()));
      await store.change(id, retryAt(toTimestamp(at(21))), at(21));
      found.push(await store.find(id, at(21)));
      const counts = countOutcomes('delete', ['deleted', 'absent', 'changed', 'invalid']);
      await complete({ ...toCompletion(at(22)), counts }, at(22));
      found.push(await store.find(id, at(40)));
      listed.push(...(await list()));

      for (const submission of found) expect(submission).to.deep.include(request);
      for (const { action, label, client } of listed)
        expect({ action, label, client }).to.deep.equal({ action: 'delete', label: request.label, client: 'billing' });
      expect(listed.at(-1)?.counts).to.deep.equal({ submitted: 4, deleted: 1, absent: 1, changed: 1, invalid: 1 });
    });

    it('does not complete an unknown submission, which has no IDs', async () => {
      expect(await complete()).to.equal('missing');
      expect(await store.load(id, at(40))).to.equal(undefined);
    });

    it('fails a received submission once and keeps the first failure', async () => {
      await create();

      expect(await fail()).to.equal('changed');
      expect(await fail({ reason: 'Another.' }, at(30))).to.equal('unchanged');
      expect(await store.find(id, at(40))).to.deep.equal({
        submissionId: id,
        action: 'add',
        status: 'failed',
        counts: { submitted: 3 },
        ids,
        failure,
        attempts: [{ startedAt: received, status: 'failed', endedAt: toTimestamp(at(20)), failure }],
      });
    });

    it('does not fail a completed or unknown submission', async () => {
      expect(await fail()).to.equal('missing');
      await create();
      await complete();

      expect(await fail()).to.equal('unchanged');
      expect(await store.find(id, at(40))).to.deep.equal(completed());
    });

    it('completes a failed submission after a retry, removes its failure and keeps both attempts', async () => {
      await create();
      await fail();
      await store.change(id, retryAt(toTimestamp(at(30))), at(30));

      expect(await complete(toCompletion(at(35)), at(35))).to.equal('changed');
      expect(await store.find(id, at(40))).to.deep.equal({
        ...completed(at(35)),
        attempts: [
          { startedAt: received, status: 'failed', endedAt: toTimestamp(at(20)), failure },
          { startedAt: toTimestamp(at(30)), status: 'completed', endedAt: toTimestamp(at(35)) },
        ],
      });
    });

    it('keeps a submission completed when it is marked as published afterwards', async () => {
      await create();
      await complete();
      await store.markPublished(id, at(50));

      expect(await store.find(id, at(60))).to.deep.equal(completed());
    });

    it('applies each of ten concurrent changes once', async () => {
      await create();
      const times = Array.from({ length: 10 }, (_, nth) => at(100 + nth));
      const changes = times.map((now) =>
        store.change(
          id,
          completeWith(() => toCompletion(now)),
          now,
        ),
      );
      const outcomes = await Promise.all(changes);

      expect(outcomes.filter((outcome) => outcome === 'changed')).to.have.lengthOf(1);
      expect(outcomes.filter((outcome) => outcome === 'unchanged')).to.have.lengthOf(9);
    });

    it('lists only submissions of one status, newest first', async () => {
      for (const nth of [1, 2, 3, 4, 5]) await publish(submissionId(nth));
      for (const nth of [1, 3]) await store.change(submissionId(nth), failAt(toTimestamp(at(20)), failure), at(20));
      await store.change(
        submissionId(4),
        completeWith(() => toCompletion()),
        at(20),
      );
      const search = (status: SubmissionStatus, limit = 10) =>
        index.page({ month: '2026-01', before: undefined, status, limit });

      const [failed, first] = [await search('failed'), await search('failed', 1)];
      const [received, completed] = [await search('received'), await search('completed')];

      expect(toIds(failed.items)).to.deep.equal([3, 1].map((nth) => submissionId(nth)));
      expect(toIds(first.items)).to.deep.equal([submissionId(3)]);
      expect(toIds(received.items)).to.deep.equal([5, 2].map((nth) => submissionId(nth)));
      expect(toIds(completed.items)).to.deep.equal([submissionId(4)]);
      expect([failed, first, received, completed].map(({ searchedTo }) => searchedTo)).to.deep.equal(
        Array.from({ length: 4 }, () => undefined),
      );
      expect(failed.searchedCount).to.equal(5);
    });

    it('ends a search for a rare status after a limited number of submissions, and continues from there', async () => {
      const published = Array.from({ length: searchedMax + 2 }, (_, nth) => submissionId(1, nth));
      await Promise.all(published.map(publish));
      const oldest = submissionId(1, 0);
      await store.change(oldest, failAt(toTimestamp(at(20)), failure), at(20));
      const query = { month: '2026-01', status: 'failed', limit: 5 } as const;

      const first = await index.page({ ...query, before: undefined });
      const second = await index.page({ ...query, before: first.searchedTo });

      expect(first).to.deep.equal({ items: [], searchedCount: searchedMax, searchedTo: submissionId(1, 2) });
      expect(toIds(second.items)).to.deep.equal([oldest]);
      expect([second.searchedCount, second.searchedTo]).to.deep.equal([2, undefined]);
    });

    it('lists only submissions of one client, also of one status', async () => {
      for (const [nth, client] of [undefined, 'billing', 'page', 'billing'].entries()) {
        const each = submissionId(nth + 1);
        const submitter = client ? { client: clientName(client) } : {};
        const expiresAt = submissionExpiry(each, retentionDays);
        await store.create({ submissionId: each, action: 'add', ids, ...submitter }, expiresAt);
        await store.markPublished(each, at(0));
      }
      await store.change(submissionId(2), failAt(toTimestamp(at(20)), failure), at(20));
      const query = { month: '2026-01', before: undefined, client: clientName('billing'), limit: 10 } as const;

      const [all, failed] = [await index.page(query), await index.page({ ...query, status: 'failed' })];

      expect(all.items.map((item) => item.submissionId)).to.deep.equal([4, 2].map((nth) => submissionId(nth)));
      expect(all.items[0]).to.have.property('client', 'billing');
      expect(failed.items.map((item) => item.submissionId)).to.deep.equal([submissionId(2)]);
    });

    it('lists submissions of one month, newest first, before a cursor', async () => {
      for (const nth of [1, 2, 3, 4]) {
        await store.create(
          { submissionId: submissionId(nth), action: 'add', ids: ['CUST-1'] },
          submissionExpiry(submissionId(nth), retentionDays),
        );
        await store.markPublished(submissionId(nth), at(0));
      }
      await store.create(
        { submissionId: submissionId(9, 31 * day), action: 'add', ids },
        submissionExpiry(submissionId(9, 31 * day), retentionDays),
      );
      await store.markPublished(submissionId(9, 31 * day), at(0));

      expect(toIds(await list())).to.deep.equal([4, 3, 2, 1].map((nth) => submissionId(nth)));
      expect(toIds(await list(2, submissionId(4)))).to.deep.equal([3, 2].map((nth) => submissionId(nth)));
      const nextMonth = await index.page({ month: '2026-02', before: undefined, limit: 9 });
      expect(toIds(nextMonth.items)).to.deep.equal([submissionId(9, 31 * day)]);
    });
  });
}
