import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from 'dynalite/db/index.js';
import { createActions, type PerformAction } from './actions.ts';
import { openDurableStore } from './durable-store.ts';
import { findDamagedFile } from './leveldb/find-damage.ts';
import { prepareTables } from './prepare-tables.ts';
import { RowDamageError } from './row-checksum.ts';
import type { Forward } from './store-child.ts';
import { startStoreEndpoint } from './store-endpoint.ts';
import type { StoreMessage, StoreRequest, StoreResponse, StoreSettings } from './store-messages.ts';
import { canReopen, WriteFailedError, WriteRefusedError } from './write-failure.ts';

const probeMillis = 1_000;

/**
 * The process that owns the data. It exits when the IPC channel closes, even if the parent is killed, which frees the
 * folder. It ignores signals because Ctrl-C and a closed terminal signal the whole process group, and the parent handles
 * them.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

const send = (message: StoreMessage): void => {
  process.send?.(message);
};

const log = (line: string): void => void process.stderr.write(`${line}\n`);

const isStorageFailure = (error: unknown): boolean => String(Object(error).code).startsWith('LEVEL_');

/** A bug in dynalite fails one request. A storage failure on reading ends the process, and the next start checks the files. */
function toResponse(error: unknown, folder: string): StoreResponse {
  if (error instanceof WriteRefusedError) return failure(503, 'ServiceUnavailable', error.message);
  if (error instanceof WriteFailedError) return failure(500, 'InternalServerError', error.message);
  if (error instanceof RowDamageError) return reportDamage(error, folder);
  log(error instanceof Error ? String(error.stack) : String(error));
  if (isStorageFailure(error)) process.exit(1);
  return failure(500, 'InternalServerError', 'The store failed. See the log of the local AWS.');
}

const failure = (status: number, type: string, message: string): StoreResponse => ({
  status,
  body: JSON.stringify({ __type: type, message }),
});

/** A damaged file ends the process, so that LevelDB does not copy the damage to other files. The next start names it. */
function reportDamage(error: RowDamageError, folder: string): StoreResponse {
  log(`${error.message} Stop the local AWS and restore the folder ${folder} from a backup.`);
  if (findDamagedFile(join(folder, 'store'))) process.exit(1);
  return failure(500, 'InternalServerError', 'A stored row is damaged. See the log of the local AWS.');
}

/** Serves reads until the disk accepts writes again. Then the supervisor restarts this process. */
function waitForDisk(cause: unknown, folder: string): void {
  log(`${describeWriteFailure(cause, folder)} Reads continue; writes are refused until there is space.`);
  setInterval(() => {
    if (!canReopen(join(folder, 'store'))) return;
    log('The disk accepts writes again.');
    process.exit(0);
  }, probeMillis);
}

async function serve(store: Store, perform: PerformAction, settings: StoreSettings): Promise<void> {
  const { folder, tables } = settings;
  const forward: Forward = (operation, body) =>
    perform(operation, JSON.parse(body)).catch((error) => toResponse(error, folder));
  process.on('message', ({ id, operation, body }: StoreRequest) => {
    void forward(operation, body).then((response) => send({ kind: 'response', id, ...response }));
  });
  process.on('disconnect', () => {
    store.db.close().finally(() => process.exit(0));
  });
  const endpoint = settings.endpoint && (await startStoreEndpoint(settings.endpoint, { tables, forward, send }));
  send({ kind: 'ready', endpoint });
}

async function start(settings: StoreSettings): Promise<void> {
  const { folder, tables } = settings;
  mkdirSync(folder, { recursive: true });
  const store = await openDurableStore(join(folder, 'store'), (cause) => waitForDisk(cause, folder));
  const perform = createActions(store);
  await prepareTables({ store, perform, folder, tables: tables.map(({ create }) => create) });
  await serve(store, perform, settings);
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && Reflect.get(error.cause, 'code') === 'LEVEL_LOCKED';

const isDiskFull = (error: unknown): boolean =>
  /ENOSPC|No space left on device|File too large/.test(`${Object(error).code} ${describeError(error)}`);

const describeWriteFailure = (error: unknown, folder: string): string =>
  isDiskFull(error)
    ? `The disk is full: ${folder} cannot be written.`
    : `${folder} cannot be written: ${describeError(error)}.`;

/** LevelDB reports details in `cause`. */
const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

const describeStartFailure = (error: unknown, folder: string): string =>
  isDiskFull(error) ? `${describeWriteFailure(error, folder)} Free some space and start again.` : describeError(error);

const settings: StoreSettings = JSON.parse(String(process.argv[2]));
start(settings).catch((error) => {
  send({ kind: 'failed', reason: describeStartFailure(error, settings.folder), inUse: isLocked(error) });
  process.exitCode = 1;
  process.disconnect();
});
