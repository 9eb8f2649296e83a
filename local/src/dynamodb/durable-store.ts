import { Readable } from 'node:stream';
import dynalite, { type Done, type Store } from 'dynalite/db/index.js';
import { groupCommit } from './group-commit.ts';

type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

/**
 * Opens dynalite's store with atomic, durable writes.
 *
 * dynalite writes each index entry and then the item separately, without fsync: a kill in between leaves index entries
 * without rows, and a power failure loses acknowledged rows. Here the index changes are buffered until dynalite writes
 * the item in the same event-loop turn, and then committed in one batch with one fsync.
 */
export async function openDurableStore(folder: string): Promise<Store> {
  const store = dynalite.create({ path: folder, createTableMs: 0 });
  await store.db.open();
  // dynalite's `batch` wrapper drops the options. Deleting it exposes LevelDB's own method.
  Reflect.deleteProperty(store.db, 'batch');
  const commit = groupCommit<Change>((changes) => store.db.batch(changes, { sync: true }));
  const write = bufferIndexChanges(commit);
  store.db.put = (key, value, done) => write({ type: 'put', key, value }, done);
  store.db.del = (key, done) => write({ type: 'del', key }, done);
  // dynalite leaks iterators, which hold a snapshot. A stream closes its iterator at the end.
  store.db.createValueStream = (range) => Readable.from(store.db.values(range));
  return store;
}

function bufferIndexChanges(commit: (changes: readonly Change[]) => Promise<void>) {
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
