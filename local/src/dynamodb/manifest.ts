import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Which tables a data folder holds, and how each was made. */
export type Manifest = Readonly<Record<string, unknown>>;

export function readManifest(file: string): Manifest {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Written beside and renamed into place: a kill leaves the old one or the new one, never half of it. */
export function writeManifest(file: string, manifest: Manifest): void {
  const beside = `${file}.new`;
  const descriptor = openSync(beside, 'w');
  writeFileSync(descriptor, `${JSON.stringify(manifest, null, 2)}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(beside, file);
}
