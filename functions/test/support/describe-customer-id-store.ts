import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { CustomerId } from '#domain/customer-id.ts';
import type { CustomerIdRow } from '#domain/customer-id-row.ts';
import { type DeletionKey, toDeletionKey } from '#domain/deletion-key.ts';
import { toTimestamp } from '#domain/instant.ts';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { shards, toShard } from '#domain/shard.ts';
import { type Decision, decideAddition, decideRemoval, type Removal } from '#domain/write-decision.ts';
import type { CustomerIdIndex, CustomerIdLookup, CustomerIdStore, DeletedIdIndex } from '#ports.ts';
import { at, byApi, bySubmission, customerId } from './values.ts';

export interface OpenedStore {
  readonly store: CustomerIdStore & CustomerIdIndex & DeletedIdIndex & CustomerIdLookup;
  /** IDs of a shard that a query by source reads. */
  readonly searchedIdsMax: number;
  readonly stop: () => Promise<void>;
}

const id = customerId('CUST-001');

const addition = (token: string, of = id) => decideAddition({ id: of, origin: byApi(token), at: at(1) }, undefined);

function rowOf(decision: Decision<unknown>): CustomerIdRow {
  if (decision.kind === 'return') throw new Error('Nothing would be written.');
  return decision.row;
}

const active = rowOf(addition('a'));
const tombstone = rowOf(decideRemoval({ id, origin: byApi('b'), at: at(2), retentionDays: 30 }, active));
const stub = rowOf(decideRemoval({ id, origin: byApi('b'), at: at(2), retentionDays: 0 }, active));

const ulid = '01KDVDNJ00ABCDEFGHJKMNPQRS';
const day = 86_400_000;
const shard = '2';

const shardIds = Array.from({ length: 4000 }, (_, index) => customerId(`CUST-${10_000 + index}`)).filter(
  (each) => toShard(each) === shard,
);

/** The nth ID, in order, of the shard that the tests query. */
const shardId = (nth: number): CustomerId => shardIds[nth] ?? id;

async function addAndDelete(
  store: CustomerIdStore,
  of: CustomerId,
  { at: deletedAt, retentionDays = 30 }: Pick<Removal, 'at'> & Partial<Removal>,
): Promise<void> {
  const row = rowOf(addition(`a-${of}`, of));
  await store.write(row, 'absent');
  await store.write(rowOf(decideRemoval({ id: of, origin: byApi(`d-${of}`), at: deletedAt, retentionDays }, row)), 1);
}

/** Contract tests for every CustomerIdStore implementation. */
export function describeCustomerIdStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(`CustomerIdStore: ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.stop());

    it('returns active, deleted and re-added rows as written', async () => {
      const { store } = opened;
      const submitted = decideAddition(
        { id, origin: bySubmission('01KDVDNJ00ABCDEFGHJKMNPQRS'), at: at(3) },
        tombstone,
      );

      const met = [await store.read(id)];
      const writes: [CustomerIdRow, number | 'absent'][] = [
        [active, 'absent'],
        [tombstone, 1],
        [rowOf(submitted), 2],
      ];
      for (const [row, expectedVersion] of writes) {
        await store.write(row, expectedVersion);
        met.push(await store.read(id));
      }

      expect(met).to.deep.equal([undefined, active, tombstone, rowOf(submitted)]);
    });

    it('stores only version and tokens of a purged row', async () => {
      const { store } = opened;
      await store.write(active, 'absent');

      await store.write(stub, 1);

      expect(await store.readBack(id)).to.deep.equal(stub);
      expect(Object.keys(stub).sort()).to.deep.equal(['expiresAt', 'history', 'id', 'state', 'tokens', 'version']);
    });

    it('reads the states of many rows at once, and omits IDs without a row', async () => {
      const { store } = opened;
      const purged = { ...stub, id: customerId('PURGED') };
      await store.write(active, 'absent');
      await store.write({ ...tombstone, id: customerId('DELETED') }, 'absent');
      await store.write(purged, 'absent');

      const found = await store.readMany([id, customerId('NEVER'), customerId('DELETED'), purged.id]);

      expect(found).to.have.deep.members([
        { id, state: 'active', createdAt: '2026-01-01T00:00:00.001Z', source: 'api' },
        { id: 'DELETED', state: 'deleted', expiresAt: 1769817601, deletedAt: '2026-01-01T00:00:00.002Z' },
        { id: 'PURGED', state: 'deleted', expiresAt: purged.state === 'deleted' ? purged.expiresAt : 0 },
      ]);
      expect(await store.readMany([])).to.deep.equal([]);
    });

    it('reads 100 rows at once', async () => {
      const { store } = opened;
      const ids = Array.from({ length: 100 }, (_, index) => customerId(`ID-${index + 100}`));
      for (const each of ids) await store.write({ ...active, id: each }, 'absent');

      const found = await store.readMany(ids);

      expect(found.map((status) => status.id).sort()).to.deep.equal(ids);
    });

    it('rejects a write with a stale version without changing the row', async () => {
      const { store } = opened;
      await store.write(active, 'absent');

      const outcomes = await Promise.all([store.write(rowOf(addition('c')), 'absent'), store.write(tombstone, 7)]);

      expect(outcomes.map(({ kind }) => kind)).to.deep.equal(['conflict', 'conflict']);
      expect(await store.read(id)).to.deep.equal(active);
    });

    it('reports "added" to exactly one of fifty concurrent adds', async () => {
      const { store } = opened;
      const add = (token: string) =>
        writeWithRetry(store, (row) => decideAddition({ id, origin: byApi(token), at: at(1) }, row), undefined);

      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => add(`token-${index}`)));

      expect(outcomes.filter(({ outcome }) => outcome === 'added')).to.have.length(1);
      expect(outcomes.filter(({ outcome }) => outcome === 'existing')).to.have.length(49);
    });

    it('lists active IDs of a shard in order, filtered by cursor and prefix', async () => {
      const { store } = opened;
      const ids = ['B-2', 'A-1', 'B-10', 'B_1', 'B-1', 'C-1'].map(customerId);
      for (const each of ids) await store.write(rowOf(addition('a', each)), 'absent');
      await store.write(
        rowOf(
          decideRemoval(
            { id: customerId('C-1'), origin: byApi('b'), at: at(2), retentionDays: 0 },
            await store.read(customerId('C-1')),
          ),
        ),
        1,
      );

      const list = async (prefix: string, limit: number, after?: CustomerId) => {
        const pages = shards.map((shard) => store.page({ shard, prefix, limit, ...(after ? { after } : {}) }));
        return (await Promise.all(pages))
          .flatMap(({ items }) => items)
          .map((summary) => summary.id)
          .sort();
      };

      expect({
        all: await list('', 10),
        toExpressionValues: await list('B-', 10),
        after: await list('', 10, customerId('B-1')),
        both: await list('B-', 10, customerId('B-1')),
      }).to.deep.equal({
        all: ['A-1', 'B-1', 'B-10', 'B-2', 'B_1'],
        toExpressionValues: ['B-1', 'B-10', 'B-2'],
        after: ['B-10', 'B-2', 'B_1'],
        both: ['B-10', 'B-2'],
      });
    });

    it('returns at most the requested number of IDs, each with createdAt and source', async () => {
      const { store } = opened;
      const ids = Array.from({ length: 12 }, (_, index) => customerId(`ID-${index + 10}`));
      for (const each of ids) await store.write(rowOf(addition('a', each)), 'absent');

      const pages = await Promise.all(shards.map((shard) => store.page({ shard, prefix: '', limit: 1 })));

      expect(pages.map(({ items }) => items.length)).to.satisfy((lengths: number[]) => Math.max(...lengths) === 1);
      for (const summary of pages.flatMap(({ items }) => items)) {
        expect(summary).to.deep.equal({ id: summary.id, createdAt: '2026-01-01T00:00:00.001Z', source: 'api' });
      }
    });

    it('searches a shard for a source until a page is full or the shard ends', async () => {
      const { store } = opened;
      const ids = Array.from({ length: 12 }, (_, index) => shardId(index));
      for (const [index, each] of ids.entries()) {
        const origin = index % 3 === 0 ? bySubmission(ulid) : byApi(`a${index}`);
        await store.write(rowOf(decideAddition({ id: each, origin, at: at(1) }, undefined)), 'absent');
      }
      const search = (limit: number, after?: CustomerId) =>
        store.page({ shard, prefix: '', source: 'submission', limit, ...(after ? { after } : {}) });

      const [all, page, rest] = [await search(10), await search(2), await search(10, ids[3])];

      expect(all.items.map((item) => item.id)).to.deep.equal([ids[0], ids[3], ids[6], ids[9]]);
      expect(all.items[0]).to.deep.equal({ id: ids[0], createdAt: '2026-01-01T00:00:00.001Z', source: 'submission' });
      expect([all, page, rest].map(({ searchedTo }) => searchedTo)).to.deep.equal([undefined, undefined, undefined]);
      expect([page, rest].map(({ items }) => items.map((item) => item.id))).to.deep.equal([
        [ids[0], ids[3]],
        [ids[6], ids[9]],
      ]);
    });

    it('ends a search for a rare source after a limited number of IDs, and continues from there', async () => {
      const { store, searchedIdsMax } = opened;
      const ids = Array.from({ length: searchedIdsMax + 2 }, (_, index) => shardId(index));
      const rows = ids.map((each) => rowOf(addition('a', each)));
      await Promise.all(rows.slice(0, -1).map((row) => store.write(row, 'absent')));
      const last = { id: ids[searchedIdsMax + 1] ?? id, origin: bySubmission(ulid), at: at(1) };
      await store.write(rowOf(decideAddition(last, undefined)), 'absent');
      const query = { shard, prefix: '', source: 'submission', limit: 5 } as const;

      const first = await store.page(query);
      const second = await store.page({ ...query, ...(first.searchedTo ? { after: first.searchedTo } : {}) });

      expect(first).to.deep.equal({ items: [], searchedTo: ids[searchedIdsMax - 1] });
      expect(second.items.map((item) => item.id)).to.deep.equal([last.id]);
    });

    it('lists deleted IDs of a shard, newest deletion first, without restored and purged ones', async () => {
      const { store } = opened;
      const [first = id, second = id, restored = id, purged = id] = [0, 1, 2, 3].map(shardId);
      await addAndDelete(store, first, { at: at(5) });
      await addAndDelete(store, second, { at: at(5) });
      await addAndDelete(store, restored, { at: at(6) });
      await store.write(
        rowOf(decideAddition({ id: restored, origin: byApi('c'), at: at(7) }, await store.read(restored))),
        2,
      );
      await addAndDelete(store, purged, { at: at(8), retentionDays: 0 });
      const list = (limit: number, before?: DeletionKey) =>
        store.deletedPage({ shard, limit, now: at(9), ...(before ? { before } : {}) });

      const times = {
        createdAt: '2026-01-01T00:00:00.001Z',
        source: 'api',
        deletedAt: '2026-01-01T00:00:00.005Z',
        expiresAt: 1769817601,
      };
      expect(await list(10)).to.deep.equal([
        { id: second, ...times },
        { id: first, ...times },
      ]);
      expect((await list(1)).map((item) => item.id)).to.deep.equal([second]);
      const after = toDeletionKey(toTimestamp(at(5)), second);
      expect((await list(10, after)).map((item) => item.id)).to.deep.equal([first]);
    });

    it('lists deleted IDs only until their tombstones expire', async () => {
      const { store } = opened;
      const ids = [0, 1, 2, 3].map(shardId);
      for (const [index, each] of ids.entries()) await addAndDelete(store, each, { at: at(index * day) });

      const found = await store.deletedPage({ shard, limit: 3, now: at(31 * day + 1000) });

      expect(found.map((item) => item.id)).to.deep.equal([ids[3], ids[2]]);
    });
  });
}
