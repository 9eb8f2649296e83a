import { strict as assert } from 'node:assert';
import { copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '#support/local/seeded-random.ts';
import type { FaultClass } from './fault-class.ts';
import {
  createRows,
  createStoreImage,
  findLog,
  findWrongRows,
  openStore,
  readRow,
  type StoreImage,
  writeRows,
} from './store-image.ts';

const cutMax = 4_096;

export const storePowerCut: FaultClass = {
  id: 'H2-store',
  title: 'a power cut that tears bytes off the log of the store',
  run: async (seed) => {
    const random = seededRandom(seed);
    const image = await createStoreImage(random);
    try {
      await cutAfterSync(image, random);
      await cutBeforeSync(image, random);
    } finally {
      await image.remove();
    }
  },
};

interface TornStore {
  readonly folder: string;
  readonly log: string;
  readonly acknowledged: ReadonlyMap<string, string>;
  readonly unacknowledged: ReadonlyMap<string, string>;
  /** The length of the log after the last acknowledged write. */
  readonly syncedSize: number;
}

/** Writes rows in two parts. The second one counts as not acknowledged. */
async function writeTwice(image: StoreImage, random: () => number): Promise<TornStore> {
  const folder = await image.copy();
  const store = await openStore(folder);
  const acknowledged = new Map(image.rows);
  await writeRows(store, createRows(random, 'acknowledged', 1 + Math.floor(random() * 30)), acknowledged);
  const log = await findLog(folder);
  const syncedSize = (await stat(log)).size;
  await copyFile(join(folder, 'store.commits'), join(folder, 'synced.commits'));
  const unacknowledged = new Map<string, string>();
  await writeRows(store, createRows(random, 'unacknowledged', 1 + Math.floor(random() * 20)), unacknowledged);
  await store.db.close();
  await copyFile(join(folder, 'synced.commits'), join(folder, 'store.commits'));
  return { folder, log, acknowledged, unacknowledged, syncedSize };
}

/** Everything acknowledged is there, and the rest is there or not, but never altered. Some lost pages read as zeros. */
async function cutAfterSync(image: StoreImage, random: () => number): Promise<void> {
  const { folder, log, acknowledged, unacknowledged, syncedSize } = await writeTwice(image, random);
  const bytes = await readFile(log);
  const cut = 1 + Math.floor(random() * Math.min(cutMax, bytes.length - syncedSize));
  const kept = bytes.subarray(0, bytes.length - cut);
  await writeFile(log, random() < 0.5 ? kept : Buffer.concat([kept, Buffer.alloc(Math.floor(random() * cut))]));
  const store = await openStore(folder);
  const wrong = await findWrongRows(store, acknowledged);
  const altered: string[] = [];
  for (const [key, row] of unacknowledged) if (![row, undefined].includes(await readRow(store, key))) altered.push(key);
  await store.db.close();
  assert.deepEqual({ wrong, altered }, { wrong: [], altered: [] }, `after a cut of ${cut} bytes`);
  await rm(folder, { recursive: true });
}

/** A cut into acknowledged data, which only a damaged disk causes, is refused. */
async function cutBeforeSync(image: StoreImage, random: () => number): Promise<void> {
  const { folder, log, syncedSize } = await writeTwice(image, random);
  const cut = 1 + Math.floor(random() * Math.min(cutMax, syncedSize));
  await writeFile(log, (await readFile(log)).subarray(0, syncedSize - cut));
  await assert.rejects(
    openStore(folder),
    /store lacks acknowledged writes: .* Restore the folder /,
    `${cut} bytes lost`,
  );
  await rm(folder, { recursive: true });
}
