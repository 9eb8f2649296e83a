import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { StartError } from './start-error.ts';

/** An append-only log of entries from which a service rebuilds its state. */
export interface Journal<Entry> {
  /** Resolves once the entry is on disk and applied. On a write error it rejects and does not apply the entry. */
  append(entry: Entry): Promise<void>;
  stop(): Promise<void>;
}

export interface JournalOptions<Entry> {
  readonly file: string;
  /** Updates the state. Called for each entry on replay, and for each new entry once it is on disk. */
  readonly apply: (entry: Entry) => void;
  /** The entries of a compacted file, which rebuild the current state. */
  readonly snapshot: () => Iterable<Entry>;
  readonly log: (line: string) => void;
  /** The file is compacted when it exceeds twice its last compacted size plus this. */
  readonly slackBytes?: number;
}

interface QueuedEntry<Entry> {
  readonly entry: Entry;
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

const defaultSlackBytes = 4 * 1024 * 1024;
const checksumLength = 8;

export async function openJournal<Entry>(options: JournalOptions<Entry>): Promise<Journal<Entry>> {
  await mkdir(dirname(options.file), { recursive: true });
  const size = await replay(options);
  const handle = await open(options.file, 'a');
  await handle.truncate(size);
  await handle.datasync();
  await syncFolder(options.file);
  return new JournalFile(options, handle, size);
}

class JournalFile<Entry> implements Journal<Entry> {
  readonly #options: JournalOptions<Entry>;
  #handle: FileHandle;
  #size: number;
  #compactAbove: number;
  /** False while a power loss could still restore the file as it was before compaction. */
  #isRenameSynced = true;
  #queue: QueuedEntry<Entry>[] = [];
  #flushing: Promise<void> | undefined;

  constructor(options: JournalOptions<Entry>, handle: FileHandle, size: number) {
    this.#options = options;
    this.#handle = handle;
    this.#size = size;
    this.#compactAbove = this.#slack();
  }

  append(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry, line: toLine(entry), resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  async stop(): Promise<void> {
    await this.#flushing;
    await this.#handle.close();
  }

  /** Group commit: all queued entries share one write and one sync. */
  async #flush(): Promise<void> {
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      await this.#flushBatch(batch);
    }
    this.#flushing = undefined;
  }

  async #flushBatch(batch: readonly QueuedEntry<Entry>[]): Promise<void> {
    try {
      await this.#write(Buffer.from(batch.map(({ line }) => line).join('')));
    } catch (cause) {
      for (const { reject } of batch) reject(new Error(`${this.#options.file} cannot be written.`, { cause }));
      return;
    }
    for (const { entry } of batch) this.#options.apply(entry);
    for (const { resolve } of batch) resolve();
    if (this.#size > this.#compactAbove) await this.#compact();
  }

  /** Truncates a partial write, so that it does not end up in the middle of the file. */
  async #write(bytes: Buffer): Promise<void> {
    await this.#syncRename();
    try {
      await this.#handle.appendFile(bytes);
      await this.#handle.datasync();
    } catch (cause) {
      await this.#handle.truncate(this.#size);
      throw cause;
    }
    this.#size += bytes.length;
  }

  /** Atomic: renames the new file over the old one after syncing it. */
  async #compact(): Promise<void> {
    const { file, snapshot, log } = this.#options;
    try {
      await this.#replaceFile(Buffer.from(Array.from(snapshot(), toLine).join('')));
    } catch (cause) {
      log(`journal: compacting ${file} failed: ${String(cause)}`);
    }
    this.#compactAbove = 2 * this.#size + this.#slack();
  }

  /** Entries must go to the new file from the rename on, whatever fails after it. */
  async #replaceFile(bytes: Buffer): Promise<void> {
    const replaced = this.#handle;
    this.#handle = await createFile(this.#options.file, bytes);
    this.#size = bytes.length;
    this.#isRenameSynced = false;
    await replaced.close();
    await this.#syncRename();
  }

  async #syncRename(): Promise<void> {
    if (this.#isRenameSynced) return;
    await syncFolder(this.#options.file);
    this.#isRenameSynced = true;
  }

  #slack(): number {
    return this.#options.slackBytes ?? defaultSlackBytes;
  }
}

/** Writes and syncs the bytes, renames the file over `file`, and returns its handle. */
async function createFile(file: string, bytes: Buffer): Promise<FileHandle> {
  const newFile = `${file}.new`;
  await rm(newFile, { force: true });
  const handle = await open(newFile, 'a');
  try {
    await handle.appendFile(bytes);
    await handle.datasync();
    await rename(newFile, file);
    return handle;
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

/** Format: checksum, space, JSON. */
function toLine(entry: unknown): string {
  const text = JSON.stringify(entry);
  return `${checksum(text)} ${text}\n`;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(checksumLength, '0');
}

/** Returns the length of the intact part. Only the end may be torn; damage before it throws, because entries would be lost. */
async function replay<Entry>({ file, apply, log }: JournalOptions<Entry>): Promise<number> {
  const text = await readIfExists(file);
  const lines = text.split('\n');
  const remainder = lines.pop() ?? '';
  const firstDamaged = lines.findIndex((line) => !isIntact(line));
  const count = firstDamaged === -1 ? lines.length : firstDamaged;
  const damaged = lines.slice(count);
  if (damaged.some(isIntact) || !isTorn(damaged, remainder)) throw damagedError(file, count + 1);
  if (damaged.length > 0 || remainder !== '') {
    log(`journal: dropped an incomplete, unacknowledged entry at the end of ${file}`);
  }
  const intact = lines.slice(0, count);
  // The checksum guarantees that this is an entry that was appended.
  for (const line of intact) apply(JSON.parse(line.slice(checksumLength + 1)) as Entry);
  return intact.reduce((size, line) => size + Buffer.byteLength(line) + 1, 0);
}

/**
 * True if a kill or a power failure can leave this end: the last line lacks its end, or pages that were not written read
 * as zeros. A complete line that does not match its checksum was acknowledged and is damaged, as is one without its newline.
 */
function isTorn(damaged: readonly string[], remainder: string): boolean {
  if ([...damaged, remainder].some((line) => line.includes('\0\0'))) return true;
  return damaged.length === 0 && !isIntact(remainder.slice(0, -1));
}

const isIntact = (line: string): boolean => line.slice(0, checksumLength) === checksum(line.slice(checksumLength + 1));

function damagedError(file: string, line: number): StartError {
  return new StartError(
    `${file} is damaged at line ${line}: the checksum does not match. Restore it from a backup, or move it away to start without it.`,
  );
}

async function readIfExists(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw cause;
  }
}

async function syncFolder(file: string): Promise<void> {
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
