import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type StoreChild, startStoreChild } from '#local/dynamodb/store-child.ts';
import { seededRandom } from '#support/local/seeded-random.ts';
import { thingsTable } from '#support/local/temporary-dynamo-db.ts';
import type { FaultClass } from './fault-class.ts';

const writers = 16;
const cycles = 3;
const TableName = 'things';

export const storeKill: FaultClass = {
  id: 'H1-store',
  title: 'kill -9 of the store process at a random instant, with 16 writers',
  run: async (seed) => {
    const random = seededRandom(seed);
    const folder = await mkdtemp(join(tmpdir(), 'store-kill-'));
    const acknowledged = new Set<string>();
    const requested = new Set<string>();
    try {
      for (let cycle = 0; cycle < cycles; cycle += 1) {
        await killUnderLoad(await startStore(folder), `${seed}-${cycle}`, random, { acknowledged, requested });
      }
      const store = await startStore(folder);
      const stored = await scan(store);
      await store.stop();
      assert.deepEqual(difference(acknowledged, stored), [], 'acknowledged and lost');
      assert.deepEqual(difference(stored, requested), [], 'stored and never requested');
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

interface Written {
  readonly acknowledged: Set<string>;
  readonly requested: Set<string>;
}

async function killUnderLoad(store: StoreChild, prefix: string, random: () => number, written: Written): Promise<void> {
  const writing = Promise.all(
    Array.from({ length: writers }, (_, writer) => writeUntilKilled(store, `${prefix}-${writer}`, written)),
  );
  await sleep(random() * 60);
  process.kill(Number(store.pid), 'SIGKILL');
  await writing;
  await store.exited;
}

async function writeUntilKilled(
  store: StoreChild,
  prefix: string,
  { acknowledged, requested }: Written,
): Promise<void> {
  for (let number = 0; ; number += 1) {
    const id = `${prefix}-${number}`;
    requested.add(id);
    const body = JSON.stringify({ TableName, Item: { id: { S: id }, shard: { S: '0' } } });
    const response = await store.forward('PutItem', body).catch(() => undefined);
    if (!response) return;
    assert.equal(response.status, 200, response.body);
    acknowledged.add(id);
  }
}

/** The IDs in the table, which its index must list too. */
async function scan(store: StoreChild): Promise<ReadonlySet<string>> {
  const rows = await readIds(store, {});
  const indexed = await readIds(store, { IndexName: 'by_shard' });
  assert.deepEqual(indexed, rows, 'the rows of the index');
  return new Set(rows);
}

async function readIds(store: StoreChild, index: object): Promise<readonly string[]> {
  const ids: string[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const input = { TableName, ...index, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) };
    const { body } = await store.forward('Scan', JSON.stringify(input));
    const page: {
      readonly Items: readonly { readonly id: { readonly S: string } }[];
      readonly LastEvaluatedKey?: unknown;
    } = JSON.parse(body);
    ids.push(...page.Items.map(({ id }) => id.S));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return ids.toSorted();
}

const difference = (some: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] =>
  [...some].filter((each) => !others.has(each));

const startStore = (folder: string): Promise<StoreChild> =>
  startStoreChild({
    settings: { folder, tables: [thingsTable] },
    environment: {},
    log: (line) => assert.fail(line),
  });
