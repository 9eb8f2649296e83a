import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** An append-only file of entries; the state that an emulator keeps is what they add up to. */
export interface Journal<Entry> {
  /** Resolves once the entry is on disk and applied. Rejects when it could not be written; then it is not applied either. */
  append(entry: Entry): Promise<void>;
  stop(): Promise<void>;
}

export interface JournalOptions<Entry> {
  readonly file: string;
  /** Changes the state; called for each entry found on disk, and later for each new one right after it is on disk. */
  readonly apply: (entry: Entry) => void;
  /** The fewest entries that add up to the state as it is now: what a compacted file holds. */
  readonly snapshot: () => Iterable<Entry>;
  readonly log: (line: string) => void;
  /** A file may grow to this much beyond twice its last compacted size. */
  readonly slackBytes?: number;
}

interface Waiting<Entry> {
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
  #waiting: Waiting<Entry>[] = [];
  #flushing: Promise<void> | undefined;

  constructor(options: JournalOptions<Entry>, handle: FileHandle, size: number) {
    this.#options = options;
    this.#handle = handle;
    this.#size = size;
    this.#compactAbove = this.#slack();
  }

  append(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, line: lineOf(entry), resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  async stop(): Promise<void> {
    await this.#flushing;
    await this.#handle.close();
  }

  /** All that waits shares one write and one sync; what arrives meanwhile shares the next. */
  async #flush(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#flushBatch(batch);
    }
    this.#flushing = undefined;
  }

  async #flushBatch(batch: readonly Waiting<Entry>[]): Promise<void> {
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

  /** A write that failed half-way must not leave its half in the middle of the file. */
  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.#handle.appendFile(bytes);
      await this.#handle.datasync();
    } catch (cause) {
      await this.#handle.truncate(this.#size);
      throw cause;
    }
    this.#size += bytes.length;
  }

  /** The new file takes the old one's name only when it is whole and on disk; until then the old one stays good. */
  async #compact(): Promise<void> {
    const { file, snapshot, log } = this.#options;
    try {
      const bytes = Buffer.from(Array.from(snapshot(), lineOf).join(''));
      await rm(`${file}.new`, { force: true });
      const handle = await open(`${file}.new`, 'a');
      await handle.appendFile(bytes);
      await handle.datasync();
      await rename(`${file}.new`, file);
      await syncFolder(file);
      await this.#handle.close();
      this.#handle = handle;
      this.#size = bytes.length;
    } catch (cause) {
      log(`${file} could not be compacted and goes on as it is: ${String(cause)}`);
    }
    this.#compactAbove = 2 * this.#size + this.#slack();
  }

  #slack(): number {
    return this.#options.slackBytes ?? defaultSlackBytes;
  }
}

/** Each line is the checksum of its text and the text. */
function lineOf(entry: unknown): string {
  const text = JSON.stringify(entry);
  return `${checksum(text)} ${text}\n`;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(checksumLength, '0');
}

/** Answers with the length of the sound part. Only the end of a file may be torn; damage before it must not pass as a shorter history. */
async function replay<Entry>({ file, apply, log }: JournalOptions<Entry>): Promise<number> {
  const text = await readIfThere(file);
  const lines = text.split('\n');
  const remainder = lines.pop() ?? '';
  const soundLines = lines.findIndex((line) => !isSound(line));
  const count = soundLines === -1 ? lines.length : soundLines;
  const damaged = lines.slice(count);
  if (damaged.some(isSound)) throw damagedAt(file, count + 1);
  if (damaged.length > 0 || remainder !== '') {
    log(`${file} ended in something that was never acknowledged; it is dropped.`);
  }
  const sound = lines.slice(0, count);
  // The checksum vouches that these are the bytes of an entry that was appended.
  for (const line of sound) apply(JSON.parse(line.slice(checksumLength + 1)) as Entry);
  return sound.reduce((size, line) => size + Buffer.byteLength(line) + 1, 0);
}

const isSound = (line: string): boolean => line.slice(0, checksumLength) === checksum(line.slice(checksumLength + 1));

function damagedAt(file: string, line: number): Error {
  return new Error(
    `${file} is damaged at line ${line}: its checksum is wrong. Put a backup in its place, or move it away to start without it.`,
  );
}

async function readIfThere(file: string): Promise<string> {
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
