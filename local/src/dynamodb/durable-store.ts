import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import dynalite, { type Done, type Level, type Rows, type Store, type TextEncodings } from 'dynalite/db/index.js';
import { type CommitCounter, openCommitCounter } from './commit-counter.ts';
import { groupCommit } from './group-commit.ts';
import { findDamagedFile } from './leveldb/find-damage.ts';
import { decodeRow, encodeRow } from './row-checksum.ts';
import { type OnWriteFailure, stopAfterFailure } from './write-failure.ts';

type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

type Commit = (changes: readonly Change[]) => Promise<void>;

const ignore = (): void => undefined;

/** Each commit also writes its number under this key. */
const commitKey = 'commit~last';
const utf8: TextEncodings = { keyEncoding: 'utf8', valueEncoding: 'utf8' };

/**
 * Opens dynalite's store with atomic, durable writes and verified reads.
 *
 * dynalite writes each index entry and then the item separately, without fsync: a kill in between leaves index entries
 * without rows, and a power failure loses acknowledged rows. Here the index changes are buffered until dynalite writes
 * the item in the same event-loop turn, and then committed in one batch with one fsync.
 *
 * Damage is refused: files are checked before LevelDB opens them, the last commit after that, and each row when it is read.
 */
export async function openDurableStore(folder: string, onWriteFailure: OnWriteFailure = ignore): Promise<Store> {
  const damagedFile = findDamagedFile(folder);
  if (damagedFile) throw new Error(describeDamage(damagedFile));
  const counter = openCommitCounter(`${folder}.commits`);
  const store = dynalite.create({ path: folder, createTableMs: 0 });
  await openLevel(store.db, folder);
  // dynalite's wrappers drop the options. Deleting them exposes LevelDB's own methods.
  for (const method of ['get', 'batch', 'close'] as const) Reflect.deleteProperty(store.db, method);
  const level = { get: store.db.get.bind(store.db) };
  const closeLevel = store.db.close.bind(store.db);
  const close = (): Promise<void> => closeLevel().finally(counter.close);
  const lastCommit = await readLastCommit(level);
  if (lastCommit < counter.acknowledged) {
    await close();
    throw new Error(describeLoss(folder));
  }
  counter.acknowledge(lastCommit);
  const commit = stopAfterFailure(createCommit(store.db, counter, lastCommit), onWriteFailure);
  const write = bufferIndexChanges(groupCommit<Change>(commit));
  Object.assign(store.db, {
    get: (key, done) => void readRow(level, key).then((value) => done(null, value), done),
    put: (key, value, done) => write({ type: 'put', key, value: encodeRow(key, value) }, done),
    del: (key, done) => write({ type: 'del', key }, done),
    // dynalite leaks iterators, which hold a snapshot. A stream closes its iterator at the end.
    createValueStream: (range) => Readable.from(readRows(store.db, range)),
    close,
  } satisfies Rows & Pick<Level, 'close'>);
  return store;
}

async function openLevel(level: Level, folder: string): Promise<void> {
  try {
    await level.open();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (!(cause instanceof Error) || Reflect.get(cause, 'code') !== 'LEVEL_CORRUPTION') throw error;
    throw new Error(`${folder} is damaged: ${cause.message}. ${describeRemedy(folder)}`, { cause: error });
  }
}

async function readRow({ get }: Pick<Level, 'get'>, key: string): Promise<unknown> {
  const stored = await get(key, utf8);
  return stored === undefined ? undefined : decodeRow(key, stored);
}

async function* readRows(level: Level, range: object): AsyncIterable<unknown> {
  for await (const [key, stored] of level.iterator({ ...range, ...utf8 })) yield decodeRow(key, stored);
}

async function readLastCommit(level: Pick<Level, 'get'>): Promise<number> {
  return Number(Object(await readRow(level, commitKey)).number ?? 0);
}

/** Adds its number to each commit, and acknowledges it after the fsync. */
function createCommit(level: Level, counter: CommitCounter, lastCommit: number): Commit {
  let number = lastCommit;
  return async (changes) => {
    number += 1;
    const numbered: Change = { type: 'put', key: commitKey, value: encodeRow(commitKey, { number }) };
    await level.batch([...changes, numbered], { ...utf8, sync: true });
    counter.acknowledge(number);
  };
}

function bufferIndexChanges(commit: Commit) {
  let buffered: Change[] = [];

  return (change: Change, done: Done): void => {
    buffered.push(change);
    if (change.key.startsWith('index-')) {
      queueMicrotask(() => assertBufferEmpty(buffered));
      done(null);
      return;
    }
    const changes = buffered;
    buffered = [];
    commit(changes).then(() => done(null), done);
  };
}

/** If dynalite wrote the item in a later turn, its index changes could be committed with another item. */
function assertBufferEmpty(buffered: readonly Change[]): void {
  if (buffered.length > 0) throw new Error('dynalite changed an index without writing the item in the same turn.');
}

const describeDamage = (file: string): string => `${file} is damaged or missing. ${describeRemedy(dirname(file))}`;

const describeLoss = (folder: string): string =>
  `${folder} lacks acknowledged writes: its last log is damaged or missing. ${describeRemedy(folder)}`;

const describeRemedy = (folder: string): string =>
  `Restore the folder ${dirname(folder)} from a backup, or delete it to start with empty tables.`;
