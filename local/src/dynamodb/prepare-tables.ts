import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Store } from 'dynalite/db/index.js';
import type { PerformAction } from './actions.ts';
import { readManifest, writeManifest } from './manifest.ts';
import type { CreateTableInput } from './table-definition.ts';

interface Preparation {
  readonly store: Store;
  readonly perform: PerformAction;
  readonly folder: string;
  readonly tables: readonly CreateTableInput[];
}

/**
 * Creates the tables that are not there yet, and throws when the folder is not what it was: dynalite deletes a table record
 * it cannot read, and an empty registry in place of a damaged one would look as if all were well.
 */
export async function prepareTables({ store, perform, folder, tables }: Preparation): Promise<void> {
  const file = join(folder, 'tables.json');
  const known = readManifest(file);
  for (const name of Object.keys(known)) {
    if ((await statusOf(store, name)) === undefined) throw new Error(goneText(name, folder));
  }
  for (const table of tables) {
    const before = known[table.TableName] ?? table;
    if (!isDeepStrictEqual(before, table)) throw new Error(changedText(table.TableName, folder));
    await ensureTable(store, perform, table);
  }
  writeManifest(file, { ...known, ...Object.fromEntries(tables.map((table) => [table.TableName, table])) });
}

async function ensureTable(store: Store, perform: PerformAction, table: CreateTableInput): Promise<void> {
  const status = await statusOf(store, table.TableName);
  if (status === 'ACTIVE') return;
  // A table whose making was cut off holds no items yet, so it is simply made again.
  if (status) await deleteRecord(store, table.TableName);
  const answer = await perform('CreateTable', table);
  if (answer.status !== 200) throw new Error(`Table ${table.TableName} cannot be made: ${answer.body}`);
  while ((await statusOf(store, table.TableName)) !== 'ACTIVE') await wait(1);
}

function statusOf(store: Store, name: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    store.tableDb.get(name, (error, record) => (error ? reject(error) : resolve(record?.TableStatus)));
  });
}

function deleteRecord(store: Store, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    store.tableDb.del(name, (error) => (error ? reject(error) : resolve()));
  });
}

const goneText = (name: string, folder: string): string =>
  `Table ${name} was in ${folder} before and is gone. Restore that folder from a copy, or delete it to begin anew.`;

const changedText = (name: string, folder: string): string =>
  `Table ${name} in ${folder} was made with other keys or indexes than the stack has now. Choose another DATA_DIR, or delete that folder to begin anew.`;
