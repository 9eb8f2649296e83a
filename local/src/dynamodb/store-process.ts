import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from 'dynalite/db/index.js';
import { actionsOn, type PerformAction } from './actions.ts';
import { openDurableStore } from './durable-store.ts';
import { prepareTables } from './prepare-tables.ts';
import type { StoreMessage, StoreRequest, StoreSettings } from './store-messages.ts';

/**
 * The process that owns the data. It lives exactly as long as the channel to its parent: also when the parent is killed,
 * so that a new parent finds the folder free. Ctrl-C reaches the whole process group, and is the parent's to act on.
 */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

const send = (message: StoreMessage): void => {
  process.send?.(message);
};

/** LevelDB accepts no write after one that failed; a fresh process may find the disk well again. */
function isStorageFailure(error: unknown): boolean {
  return String(Object(error).code).startsWith('LEVEL_');
}

/** A defect of dynalite costs the one request that met it, a failure of the storage this process. */
function fail(id: number, error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  if (isStorageFailure(error)) process.exit(1);
  const body = JSON.stringify({ __type: 'InternalServerError', message: 'The store failed; its log says why.' });
  send({ kind: 'answer', id, status: 500, body });
}

function serve(store: Store, perform: PerformAction): void {
  process.on('message', ({ id, operation, body }: StoreRequest) => {
    perform(operation, JSON.parse(body)).then(
      (answer) => send({ kind: 'answer', id, ...answer }),
      (error) => fail(id, error),
    );
  });
  process.on('disconnect', () => {
    store.db.close().finally(() => process.exit(0));
  });
  send({ kind: 'ready' });
}

async function start({ folder, tables }: StoreSettings): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const store = await openDurableStore(join(folder, 'store'));
  const perform = actionsOn(store);
  await prepareTables({ store, perform, folder, tables });
  serve(store, perform);
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && Reflect.get(error.cause, 'code') === 'LEVEL_LOCKED';

/** LevelDB keeps what really happened in the cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

start(JSON.parse(String(process.argv[2]))).catch((error) => {
  send({ kind: 'refused', reason: reasonOf(error), inUse: isLocked(error) });
  process.exitCode = 1;
  process.disconnect();
});
