import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import type { CreateTableInput } from './table-definition.ts';

/** The CreateTable input of each table in the data folder. */
export type Manifest = Readonly<Record<string, CreateTableInput>>;

export function readManifest(file: string): Manifest {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Atomic: writes a temporary file and renames it. */
export function writeManifest(file: string, manifest: Manifest): void {
  const temporaryFile = `${file}.new`;
  const descriptor = openSync(temporaryFile, 'w');
  writeFileSync(descriptor, `${JSON.stringify(manifest, null, 2)}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporaryFile, file);
}
