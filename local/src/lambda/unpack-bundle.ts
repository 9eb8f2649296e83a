import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '#local/start-error.ts';
import { readZip } from './zip.ts';

/** Replaces the contents of `taskRoot` with the unpacked zip. */
export function unpackBundle(zipFile: string, taskRoot: string): void {
  rmSync(taskRoot, { recursive: true, force: true });
  for (const [name, content] of readBundle(zipFile)) {
    if (name.split('/').includes('..')) throw new StartError(`${zipFile} contains a path outside the archive: ${name}`);
    const path = join(taskRoot, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

function readBundle(zipFile: string): ReadonlyMap<string, Buffer> {
  try {
    return readZip(readFileSync(zipFile));
  } catch (cause) {
    throw new StartError(`The bundle ${zipFile} is missing or damaged. Run \`make build\`.`, { cause });
  }
}
