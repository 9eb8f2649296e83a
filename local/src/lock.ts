import { chmodSync, existsSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiKeysFile, earlierKeyFile } from './api-keys.ts';
import { createFolder } from './create-folder.ts';
import { processStartTime } from './process-start-time.ts';
import { StartError } from './start-error.ts';

export interface Lock {
  /** True if the previous holder ended without releasing the lock, for example after `kill -9`. */
  readonly wasUncleanShutdown: boolean;
  readonly release: () => void;
}

interface LockHolder {
  readonly pid: number;
  readonly startedAt: string;
}

/** Locks the data folder for this process. Throws if a running process holds it; takes over the lock of a dead one. */
export function lockDataFolder(dataDir: string): Lock {
  const file = join(dataDir, 'lock');
  const content = JSON.stringify({ pid: process.pid, startedAt: processStartTime(process.pid) ?? '' });
  assertNotHeld(dataDir, file);
  assertWritable(dataDir);
  hideFromOtherUsers(dataDir);
  const wasUncleanShutdown = removeStaleLock(file);
  if (!createLockFile(file, content)) throw inUseError(dataDir, parseHolder(read(file)));
  return {
    wasUncleanShutdown,
    release: () => {
      if (read(file) === content) rmSync(file);
    },
  };
}

function assertWritable(dataDir: string): void {
  const probe = join(dataDir, `.writable-${process.pid}`);
  try {
    createFolder(dataDir);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = 'Set DATA_DIR to another folder (in the environment or in .env).';
    throw new StartError(`The data folder ${dataDir} is not writable: ${reason}. ${advice}`, { cause });
  }
}

/** Earlier releases created the folder for everyone. A folder that was there before, such as /tmp, is left alone. */
function hideFromOtherUsers(dataDir: string): void {
  const { mode, uid } = statSync(dataDir);
  const isShared = (mode & 0o1000) !== 0 || uid !== process.getuid?.();
  if (!isShared && isOwnFolder(dataDir)) chmodSync(dataDir, 0o700);
}

const isOwnFolder = (dataDir: string): boolean =>
  existsSync(apiKeysFile(dataDir)) || existsSync(earlierKeyFile(dataDir));

function assertNotHeld(dataDir: string, file: string): void {
  const holder = parseHolder(read(file));
  if (holder && processStartTime(holder.pid) === holder.startedAt) throw inUseError(dataDir, holder);
}

/** Removes the lock of a dead process. Returns whether there was one. */
function removeStaleLock(file: string): boolean {
  const found = read(file);
  if (found === undefined) return false;
  const stale = `${file}.${process.pid}`;
  renameSync(file, stale);
  // If another process replaced the stale lock in between, restore its lock.
  if (read(stale) !== found) createLockFile(file, read(stale) ?? '');
  rmSync(stale);
  return true;
}

/** Creates the lock file atomically; returns false if it exists. */
function createLockFile(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parseHolder(text: string | undefined): LockHolder | undefined {
  try {
    const { pid, startedAt } = JSON.parse(text ?? '');
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

const inUseError = (dataDir: string, holder: LockHolder | undefined): StartError =>
  new StartError(
    `The data folder ${dataDir} is in use by another local AWS (process ${holder?.pid ?? 'unknown'}). Stop it, or set DATA_DIR to another folder.`,
  );
