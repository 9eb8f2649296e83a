import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOfProcess } from './process-start-time.ts';
import { StartError } from './start-error.ts';

export interface Lock {
  /** Whether whoever held the folder before ended without giving it back, as after `kill -9`. */
  readonly lastStopWasUnclean: boolean;
  readonly release: () => void;
}

interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

/** Takes the data folder for this process alone. A second taker is told who has it; what a dead process left is taken over. */
export function lockDataFolder(dataDir: string): Lock {
  const file = join(dataDir, 'lock');
  const own = JSON.stringify({ pid: process.pid, startedAt: startOfProcess(process.pid) ?? '' });
  refuseIfHeld(dataDir, file);
  makeWritable(dataDir);
  const lastStopWasUnclean = takeAway(file);
  if (!place(file, own)) throw inUse(dataDir, holderIn(read(file)));
  return {
    lastStopWasUnclean,
    release: () => {
      if (read(file) === own) rmSync(file);
    },
  };
}

function makeWritable(dataDir: string): void {
  const probe = join(dataDir, `.writable-${process.pid}`);
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = 'Choose another with DATA_DIR (in the environment or in .env).';
    throw new StartError(`The data folder ${dataDir} cannot be written: ${reason}. ${advice}`, { cause });
  }
}

function refuseIfHeld(dataDir: string, file: string): void {
  const holder = holderIn(read(file));
  if (holder && startOfProcess(holder.pid) === holder.startedAt) throw inUse(dataDir, holder);
}

/** Removes the lock of a dead process, and tells whether there was one. */
function takeAway(file: string): boolean {
  const found = read(file);
  if (found === undefined) return false;
  const stale = `${file}.${process.pid}`;
  renameSync(file, stale);
  // Somebody else may have taken the stale lock over in between: then theirs is put back.
  if (read(stale) !== found) place(file, read(stale) ?? '');
  rmSync(stale);
  return true;
}

/** Puts a lock where none is, whole or not at all. */
function place(file: string, text: string): boolean {
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

function holderIn(text: string | undefined): Holder | undefined {
  try {
    const { pid, startedAt } = JSON.parse(text ?? '');
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

const inUse = (dataDir: string, holder: Holder | undefined): StartError =>
  new StartError(
    `The data folder ${dataDir} is in use by process ${holder?.pid ?? 'unknown'}, which runs the local AWS already. Stop it, or choose another folder with DATA_DIR.`,
  );
