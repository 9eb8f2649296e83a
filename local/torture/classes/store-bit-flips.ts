import { strict as assert } from 'node:assert';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from 'dynalite/db/index.js';
import { seededRandom } from '#support/local/seeded-random.ts';
import type { FaultClass } from './fault-class.ts';
import { createStoreImage, findWrongRows, openStore, type StoreImage } from './store-image.ts';

/** LevelDB's own log of events and its lock contain no data. */
const withoutData = ['LOCK', 'LOG', 'LOG.old'];

export const storeBitFlips: FaultClass = {
  id: 'H7-store',
  title: 'one flipped bit in a file of the store',
  run: async (seed) => {
    const random = seededRandom(seed);
    const image = await createStoreImage(random);
    try {
      for (const file of await listDataFiles(image.folder)) await flipBit(image, file, random);
    } finally {
      await image.remove();
    }
  },
};

async function listDataFiles(folder: string): Promise<readonly string[]> {
  const names = (await readdir(join(folder, 'store'))).filter((name) => !withoutData.includes(name)).toSorted();
  return [...names.map((name) => join('store', name)), 'store.commits'];
}

/** The store must refuse to start with a sentence that names a file, or serve every row unchanged. */
async function flipBit(image: StoreImage, name: string, random: () => number): Promise<void> {
  const folder = await image.copy();
  const file = join(folder, name);
  const bytes = await readFile(file);
  const at = Math.floor(random() * bytes.length);
  const bit = Math.floor(random() * 8);
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
  await writeFile(file, bytes);
  const fault = `bit ${bit} of byte ${at} of ${name}`;
  await openStore(folder).then(
    (store) => assertUnchanged(store, image.rows, fault),
    (error) => assert.match(error.message, refusal(folder), fault),
  );
  await rm(folder, { recursive: true });
}

const refusal = (folder: string): RegExp => new RegExp(`^${folder}/store.* Restore the folder `);

async function assertUnchanged(store: Store, rows: ReadonlyMap<string, string>, fault: string): Promise<void> {
  try {
    assert.deepEqual(await findWrongRows(store, rows), [], `rows lost or changed by ${fault}`);
  } finally {
    await store.db.close();
  }
}
