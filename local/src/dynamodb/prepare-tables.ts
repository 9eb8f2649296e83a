import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from 'dynalite/db/index.js';
import type { PerformAction } from './actions.ts';
import { changeIndexes, findIndexChange } from './change-indexes.ts';
import { readManifest, writeManifest } from './manifest.ts';
import type { CreateTableInput } from './table-definition.ts';

interface Preparation {
  readonly store: Store;
  readonly perform: PerformAction;
  readonly folder: string;
  readonly tables: readonly CreateTableInput[];
}

/**
 * Creates missing tables and indexes. Throws if a known table has disappeared: dynalite deletes a table record that it
 * cannot read, and an empty table would hide the damage.
 */
export async function prepareTables({ store, perform, folder, tables }: Preparation): Promise<void> {
  const file = join(folder, 'tables.json');
  const manifest = readManifest(file);
  for (const name of Object.keys(manifest)) {
    if ((await readTableStatus(store, name)) === undefined) throw new Error(describeMissingTable(name, folder));
  }
  for (const table of tables) {
    const change = findIndexChange(manifest[table.TableName] ?? table, table);
    if (change === undefined) throw new Error(describeChangedTable(table.TableName, folder));
    await ensureTable(store, perform, table);
    // The manifest is written last, so an interrupted change starts again.
    await changeIndexes(store, perform, table, change);
  }
  writeManifest(file, { ...manifest, ...Object.fromEntries(tables.map((table) => [table.TableName, table])) });
}

async function ensureTable(store: Store, perform: PerformAction, table: CreateTableInput): Promise<void> {
  const status = await readTableStatus(store, table.TableName);
  if (status === 'ACTIVE') return;
  // Creation was interrupted, so the table is still empty: create it again.
  if (status) await deleteRecord(store, table.TableName);
  const response = await perform('CreateTable', table);
  if (response.status !== 200) throw new Error(`Table ${table.TableName} cannot be created: ${response.body}`);
  while ((await readTableStatus(store, table.TableName)) !== 'ACTIVE') await wait(1);
}

function readTableStatus(store: Store, name: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    store.tableDb.get(name, (error, record) => (error ? reject(error) : resolve(record?.TableStatus)));
  });
}

function deleteRecord(store: Store, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    store.tableDb.del(name, (error) => (error ? reject(error) : resolve()));
  });
}

const describeMissingTable = (name: string, folder: string): string =>
  `Table ${name} is missing from ${folder}. Restore the folder from a backup, or delete it to start with empty tables.`;

const describeChangedTable = (name: string, folder: string): string =>
  `Table ${name} in ${folder} has different keys or indexes than the stack. Set DATA_DIR to another folder, or delete this one to start with empty tables.`;
