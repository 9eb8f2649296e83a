// A checkout of its own for a rehearsal: infra/ is copied, and everything else is the project itself.
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '#tools/lib/paths.ts';

export interface ProjectCopy {
  readonly folder: string;
  readonly remove: () => void;
}

/** Copied, because the scripts find everything beside themselves and npm's map of imports. */
const copied = new Set(['infra', 'tools', 'Makefile', 'package.json']);
/** No state, no keys and no backend of real environments: a rehearsal must not know of them. */
const leftOut = /^(\.terraform|terraform\.tfstate.*|plans|backend\.tf|.*_override\.tf|.*\.api-keys\.tfvars\.json)$/;

export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  for (const name of readdirSync(rootFolder)) {
    const [from, to] = [join(rootFolder, name), join(folder, name)];
    if (!copied.has(name)) symlinkSync(from, to);
    else cpSync(from, to, { recursive: true, preserveTimestamps: true, filter: (path) => !leftOut.test(nameOf(path)) });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
