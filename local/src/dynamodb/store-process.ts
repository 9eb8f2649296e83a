import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from 'dynalite/db/index.js';
import { createActions, type PerformAction } from './actions.ts';
import { openDurableStore } from './durable-store.ts';
import { prepareTables } from './prepare-tables.ts';
import type { StoreMessage, StoreRequest, StoreSettings } from './store-messages.ts';

/**
 * The process that owns the data. It exits when the IPC channel closes, even if the parent is killed, which frees the
 * folder. It ignores signals because Ctrl-C and a closed terminal signal the whole process group, and the parent handles
 * them.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

const send = (message: StoreMessage): void => {
  process.send?.(message);
};

/** LevelDB rejects all writes after a failed one, until the process restarts. */
function isStorageFailure(error: unknown): boolean {
  return String(Object(error).code).startsWith('LEVEL_');
}

/** A bug in dynalite fails one request; a storage failure ends the process. */
function respondWithFailure(id: number, error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  if (isStorageFailure(error)) process.exit(1);
  const body = JSON.stringify({
    __type: 'InternalServerError',
    message: 'The store failed. See the log of the local AWS.',
  });
  send({ kind: 'response', id, status: 500, body });
}

function serve(store: Store, perform: PerformAction): void {
  process.on('message', ({ id, operation, body }: StoreRequest) => {
    perform(operation, JSON.parse(body)).then(
      (response) => send({ kind: 'response', id, ...response }),
      (error) => respondWithFailure(id, error),
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
  const perform = createActions(store);
  await prepareTables({ store, perform, folder, tables });
  serve(store, perform);
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && Reflect.get(error.cause, 'code') === 'LEVEL_LOCKED';

/** LevelDB reports details in `cause`. */
const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

start(JSON.parse(String(process.argv[2]))).catch((error) => {
  send({ kind: 'failed', reason: describeError(error), inUse: isLocked(error) });
  process.exitCode = 1;
  process.disconnect();
});
