import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Store } from 'dynalite/db/index.js';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createActions, type PerformAction } from '#local/dynamodb/actions.ts';
import { openDurableStore } from '#local/dynamodb/durable-store.ts';
import { prepareTables } from '#local/dynamodb/prepare-tables.ts';
import { RowDamageError } from '#local/dynamodb/row-checksum.ts';
import { thingsTable } from '#support/local/temporary-dynamo-db.ts';

const TableName = 'things';
const names = { ExpressionAttributeNames: { '#shard': 'shard' } };
const red = { id: { S: 'A' }, shard: { S: '0' } };

describe('openDurableStore', () => {
  let folder: string;
  let perform: PerformAction;
  let store: Store;
  const batches: { readonly changes: readonly string[]; readonly sync: boolean }[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'durable-store-'));
    store = await openDurableStore(join(folder, 'store'));
    perform = createActions(store);
    await prepareTables({ store, perform, folder, tables: [thingsTable.create] });
    const { batch } = store.db;
    batches.length = 0;
    store.db.batch = (changes, options) => {
      const names = changes.map((change) =>
        [Reflect.get(change, 'type'), String(Reflect.get(change, 'key')).split('~')[0]].join(' '),
      );
      batches.push({ changes: names, sync: options.sync });
      return batch.call(store.db, changes, options);
    };
  });

  afterEach(async () => {
    await store.db.close();
    await rm(folder, { recursive: true });
  });

  it('writes an item and its index entries in one batch with one fsync for every operation', async () => {
    const Key = { id: { S: 'A' } };
    await perform('PutItem', { TableName, Item: red });
    const move = { UpdateExpression: 'SET #shard = :one', ExpressionAttributeValues: { ':one': { S: '1' } } };
    await perform('UpdateItem', { TableName, Key, ...names, ...move });
    await perform('DeleteItem', { TableName, Key });

    expect(batches).to.deep.equal([
      { changes: ['put index-global', 'put item-things', 'put commit'], sync: true },
      { changes: ['del index-global', 'put index-global', 'put item-things', 'put commit'], sync: true },
      { changes: ['del index-global', 'del item-things', 'put commit'], sync: true },
    ]);
  });

  it('commits the index entries of each BatchWriteItem item together with that item', async () => {
    const items = ['A', 'B', 'C'].map((id) => ({ PutRequest: { Item: { ...red, id: { S: id } } } }));

    await perform('BatchWriteItem', { RequestItems: { [TableName]: items } });

    const pairs = batches.flatMap(({ changes }) => changes.filter((change) => change !== 'put commit'));
    expect(pairs).to.deep.equal(Array(3).fill(['put index-global', 'put item-things']).flat());
    expect(batches.every(({ changes }) => changes.length % 2 === 1)).to.equal(true);
  });

  it('writes nothing when a condition fails', async () => {
    const { status } = await perform('PutItem', { TableName, Item: red, ConditionExpression: 'attribute_exists(id)' });

    expect(status).to.equal(400);
    expect(batches).to.deep.equal([]);
  });

  it('reads rows of an earlier version, which have no checksum', async () => {
    await perform('PutItem', { TableName, Item: red });
    await replaceRow((stored) => stored.slice(stored.indexOf('{')));

    expect(await perform('GetItem', { TableName, Key: { id: { S: 'A' } } })).to.include({ status: 200 });
  });

  for (const [operation, input] of Object.entries({
    GetItem: { Key: { id: { S: 'A' } } },
    Scan: {},
    PutItem: { Item: red, ConditionExpression: 'attribute_not_exists(id)' },
    DeleteItem: { Key: { id: { S: 'A' } } },
  }))
    it(`rejects ${operation} of a row that does not match its checksum, instead of serving or replacing it`, async () => {
      await perform('PutItem', { TableName, Item: red });
      await replaceRow((stored) => stored.replace('"A"', '"B"'));

      const error = await perform(operation, { TableName, ...input }).catch((cause: unknown) => cause);

      expect(error).to.be.instanceOf(RowDamageError);
    });

  const replaceRow = async (change: (stored: string) => string): Promise<void> => {
    for await (const [key, stored] of store.db.iterator({ gte: 'item-', lt: 'item.', ...utf8 }))
      await store.db.batch([{ type: 'put', key, value: change(stored) }], { ...utf8, sync: true });
  };
});

const utf8 = { keyEncoding: 'utf8', valueEncoding: 'utf8' } as const;
