// Creates a checkout for a rehearsal: infra/ and tools/ are copied, everything else is a symbolic link.
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '#tools/lib/paths.ts';

export interface ProjectCopy {
  readonly folder: string;
  readonly remove: () => void;
}

/** Copied, because scripts resolve paths and imports relative to their own location. */
const copied = new Set(['infra', 'tools', 'Makefile', 'package.json']);
/** The state, keys and backend of real environments. */
const excluded = /^(\.terraform|terraform\.tfstate.*|plans|backend\.tf|.*_override\.tf|.*\.api-keys\.tfvars\.json)$/;

export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  for (const name of readdirSync(rootFolder)) {
    const [from, to] = [join(rootFolder, name), join(folder, name)];
    if (!copied.has(name)) symlinkSync(from, to);
    else
      cpSync(from, to, { recursive: true, preserveTimestamps: true, filter: (path) => !excluded.test(baseName(path)) });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
