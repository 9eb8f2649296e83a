import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type OnWriteFailure = (cause: unknown) => void;

/** The write may or may not be on disk. */
export class WriteFailedError extends Error {
  constructor(cause: unknown) {
    super('The write failed; its outcome is unknown.', { cause });
    this.name = 'WriteFailedError';
  }
}

/** Nothing was written, because an earlier write failed. */
export class WriteRefusedError extends Error {
  constructor() {
    super('The store refuses writes until the disk accepts them again.');
    this.name = 'WriteRefusedError';
  }
}

/**
 * After a failed write, LevelDB's log may end in a partial record, behind which it would append and lose the next ones.
 * So all further writes are refused until the store is opened again. Reads continue.
 */
export function stopAfterFailure<Change>(
  commit: (changes: readonly Change[]) => Promise<void>,
  onWriteFailure: OnWriteFailure,
): (changes: readonly Change[]) => Promise<void> {
  let hasFailed = false;
  return async (changes) => {
    if (hasFailed) throw new WriteRefusedError();
    try {
      await commit(changes);
    } catch (cause) {
      hasFailed = true;
      onWriteFailure(cause);
      throw new WriteFailedError(cause);
    }
  };
}

const spareBytes = 1024 * 1024;

/** True if the disk accepts as many bytes as LevelDB writes when it opens the store: a table for each log. */
export function canReopen(storeFolder: string): boolean {
  const probe = join(dirname(storeFolder), 'space-probe');
  const logs = readdirSync(storeFolder).filter((name) => name.endsWith('.log'));
  const logBytes = logs.reduce((sum, name) => sum + statSync(join(storeFolder, name)).size, 0);
  try {
    writeProbe(probe, logBytes + spareBytes);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

function writeProbe(file: string, size: number): void {
  const descriptor = openSync(file, 'w');
  try {
    const chunk = Buffer.alloc(spareBytes);
    // A full disk may take a part of the bytes without an error.
    for (let left = size; left > 0; left -= chunk.length) {
      if (writeSync(descriptor, chunk) < chunk.length) throw new Error('The disk is full.');
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
