import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from 'dynalite/db/index.js';
import { openDurableStore } from '#local/dynamodb/durable-store.ts';

/** A closed store with tables and a log. */
export interface StoreImage {
  readonly folder: string;
  /** By key, as JSON. */
  readonly rows: ReadonlyMap<string, string>;
  /** A fresh copy, for one injected fault. */
  readonly copy: () => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** LevelDB turns the previous log into a table each time it opens the store. */
export async function createStoreImage(random: () => number): Promise<StoreImage> {
  const root = await mkdtemp(join(tmpdir(), 'store-image-'));
  const folder = join(root, 'image');
  await mkdir(folder);
  const rows = new Map<string, string>();
  for (let round = 0; round < 3; round += 1) {
    const store = await openStore(folder);
    await writeRows(store, createRows(random, `round-${round}`, 20 + Math.floor(random() * 80)), rows);
    await store.db.close();
  }
  let copies = 0;
  const copy = async (): Promise<string> => {
    copies += 1;
    await cp(folder, join(root, `${copies}`), { recursive: true });
    return join(root, `${copies}`);
  };
  return { folder, rows, copy, remove: () => rm(root, { recursive: true }) };
}

export const openStore = (folder: string): Promise<Store> => openDurableStore(join(folder, 'store'));

export const createRows = (
  random: () => number,
  prefix: string,
  count: number,
): readonly (readonly [string, object])[] =>
  Array.from({ length: count }, (_, index) => [
    `${prefix}-${index}`,
    { id: { S: `${prefix}-${index}` }, padding: { S: 'x'.repeat(Math.floor(random() * 400)) } },
  ]);

/** Adds each row to `acknowledged` once the store has acknowledged it. */
export async function writeRows(
  store: Store,
  rows: readonly (readonly [string, object])[],
  acknowledged: Map<string, string>,
): Promise<void> {
  const items = store.getItemDb('things');
  const write = (key: string, row: object): Promise<void> =>
    new Promise((resolve, reject) => items.put(key, row, (error) => (error ? reject(error) : resolve())));
  await Promise.all(
    rows.map(async ([key, row]) => {
      await write(key, row);
      acknowledged.set(key, JSON.stringify(row));
    }),
  );
}

/** The row as JSON, or undefined if the store has none. */
export async function readRow(store: Store, key: string): Promise<string | undefined> {
  const row = await new Promise((resolve, reject) => {
    store.getItemDb('things').get(key, (error, value) => (error ? reject(error) : resolve(value)));
  });
  return row === undefined ? undefined : JSON.stringify(row);
}

/** The keys of rows that are missing or differ. */
export async function findWrongRows(store: Store, rows: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [key, row] of rows) if ((await readRow(store, key)) !== row) wrong.push(key);
  return wrong;
}

/** The log that the store would replay at the next start. */
export async function findLog(folder: string): Promise<string> {
  const logs = (await readdir(join(folder, 'store'))).filter((name) => name.endsWith('.log')).toSorted();
  return join(folder, 'store', String(logs.at(-1)));
}
