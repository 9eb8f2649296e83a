import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** The number of the last acknowledged commit, in a small file next to the store. */
export interface CommitCounter {
  readonly acknowledged: number;
  /** Overwrites one sector, without fsync: after a power failure the file may state an earlier commit. */
  readonly acknowledge: (commit: number) => void;
  readonly close: () => void;
}

const numberLength = 16;

/**
 * LevelDB cannot tell a damaged last record from one that a kill tore off. This number tells: a store whose last commit
 * is older has lost acknowledged rows. Throws with a sentence if the file is damaged.
 */
export function openCommitCounter(file: string): CommitCounter {
  const acknowledged = readAcknowledged(file);
  const descriptor = openSync(file, acknowledged === undefined ? 'w' : 'r+');
  const acknowledge = (commit: number) => void writeSync(descriptor, toLine(commit), 0);
  if (acknowledged === undefined) acknowledge(0);
  fsyncSync(descriptor);
  return { acknowledged: acknowledged ?? 0, acknowledge, close: () => closeSync(descriptor) };
}

/** Undefined if the file does not exist, as in a folder of an earlier version, or if its creation was interrupted. */
function readAcknowledged(file: string): number | undefined {
  const text = readIfExists(file);
  if (text === '') return undefined;
  const commit = Number(text.slice(0, numberLength));
  if (Number.isSafeInteger(commit) && toLine(commit) === text) return commit;
  throw new Error(
    `${file} is damaged: the checksum does not match. Restore the folder from a backup, or delete this file to start without the check for lost rows.`,
  );
}

function toLine(commit: number): string {
  const number = String(commit).padStart(numberLength, '0');
  return `${number} ${crc32(number).toString(16).padStart(8, '0')}\n`;
}

function readIfExists(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw cause;
  }
}
