import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '#local/journal.ts';
import { seededRandom } from '#support/local/seeded-random.ts';
import type { FaultClass } from './fault-class.ts';

const cutMax = 4_096;

export const journalPowerCut: FaultClass = {
  id: 'H2-journal',
  title: 'a power cut that tears bytes off a journal',
  run: (seed) =>
    inTemporaryFolder(async (file) => {
      const random = seededRandom(seed);
      const acknowledged = await append(file, random);
      const syncedSize = (await stat(file)).size;
      const all = [...acknowledged, ...(await append(file, random))];
      const bytes = await readFile(file);
      const cut = 1 + Math.floor(random() * Math.min(cutMax, bytes.length - syncedSize));
      await writeFile(file, bytes.subarray(0, bytes.length - cut));
      const replayed = await replay(file);
      assert.deepEqual(replayed, all.slice(0, replayed.length), `after a cut of ${cut} bytes`);
      assert.ok(replayed.length >= acknowledged.length, `acknowledged entries lost by a cut of ${cut} bytes`);
    }),
};

export const journalBitFlip: FaultClass = {
  id: 'H7-journal',
  title: 'one flipped bit in a journal',
  run: (seed) =>
    inTemporaryFolder(async (file) => {
      const random = seededRandom(seed);
      const acknowledged = await append(file, random);
      const bytes = await readFile(file);
      const bit = Math.floor(random() * 8 * bytes.length);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await writeFile(file, bytes);
      const fault = `bit ${bit & 7} of byte ${bit >> 3}`;
      await replay(file).then(
        (replayed) => assert.deepEqual(replayed, acknowledged, `entries lost or changed by ${fault}`),
        (error) => assert.match(error.message, /x\.journal is damaged at line \d+: .* Restore it /, fault),
      );
    }),
};

async function inTemporaryFolder(run: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'journal-damage-'));
  try {
    await run(join(folder, 'x.journal'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Appends entries concurrently and returns them once all are acknowledged. */
async function append(file: string, random: () => number): Promise<readonly string[]> {
  const entries = Array.from({ length: 1 + Math.floor(random() * 40) }, () => 'x'.repeat(Math.floor(random() * 300)));
  const journal = await open(file, () => undefined);
  await Promise.all(entries.map((entry) => journal.append(entry)));
  await journal.stop();
  return entries;
}

async function replay(file: string): Promise<readonly string[]> {
  const entries: string[] = [];
  const journal = await open(file, (entry) => entries.push(entry));
  await journal.stop();
  return entries;
}

const open = (file: string, apply: (entry: string) => void) =>
  openJournal<string>({ file, apply, snapshot: () => [], log: () => undefined });
