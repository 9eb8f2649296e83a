import { Readable } from 'node:stream';
import dynalite, { type Done, type Store } from 'dynalite/db/index.js';
import { groupCommit } from './group-commit.ts';

type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

/**
 * Opens dynalite's store so that an acknowledged write is on the disk, whole.
 *
 * dynalite writes each index entry by itself and the item after them, none of it synced: a kill in between leaves an
 * index that names rows which do not exist, and a power cut loses acknowledged rows. Here the index changes of an item
 * are held back until dynalite writes the item, in the same turn, and all go out as one batch with one fsync.
 */
export async function openDurableStore(folder: string): Promise<Store> {
  const store = dynalite.create({ path: folder, createTableMs: 0 });
  await store.db.open();
  // dynalite's own wrapper of `batch` drops the options; without it LevelDB's is seen again.
  Reflect.deleteProperty(store.db, 'batch');
  const commit = groupCommit<Change>((changes) => store.db.batch(changes, { sync: true }));
  const write = holdingIndexChanges(commit);
  store.db.put = (key, value, done) => write({ type: 'put', key, value }, done);
  store.db.del = (key, done) => write({ type: 'del', key }, done);
  // dynalite never closes an iterator, and an open one holds a snapshot; a stream made of one closes it at its end.
  store.db.createValueStream = (range) => Readable.from(store.db.values(range));
  return store;
}

function holdingIndexChanges(commit: (changes: readonly Change[]) => Promise<void>) {
  let held: Change[] = [];

  return (change: Change, done: Done): void => {
    held.push(change);
    if (change.key.startsWith('index-')) {
      queueMicrotask(() => assertNoneHeld(held));
      done(null);
      return;
    }
    const changes = held;
    held = [];
    commit(changes).then(() => done(null), done);
  };
}

/** If dynalite ever let another turn pass before the item, its index changes could go out with somebody else's item. */
function assertNoneHeld(held: readonly Change[]): void {
  if (held.length > 0) throw new Error('dynalite changed an index without writing its item in the same turn.');
}
