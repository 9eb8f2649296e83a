import { readCheckedJson, writeCheckedJson } from '#local/checked-json.ts';
import type { CreateTableInput } from './table-definition.ts';

/** The CreateTable input of each table in the data folder. */
export type Manifest = Readonly<Record<string, CreateTableInput>>;

const remedy =
  'Restore it from a backup, or delete this file if the tables of the stack have not changed since the last start.';

export function readManifest(file: string): Manifest {
  // The checksum guarantees that it is a manifest that was written.
  return (readCheckedJson(file, remedy) ?? {}) as Manifest;
}

export const writeManifest = (file: string, manifest: Manifest): void => writeCheckedJson(file, manifest);
