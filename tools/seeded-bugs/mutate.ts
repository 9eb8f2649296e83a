import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { rootFolder } from '#tools/lib/paths.ts';
import type { SeededBug } from './seeded-bug.ts';

export type Verdict = 'caught' | 'not caught' | 'caught by another test' | 'red without the bug';

/** The text with the bug. Throws unless the line to change occurs exactly once. */
export function mutate(text: string, { id, file, find, replace }: SeededBug): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`The seeded bug ${id} must match exactly once in ${file}. Adapt it to the code.`);
  }
  return before + replace + after;
}

const copiedPaths = ['functions', 'infra', 'statemachine', 'local', 'tools', 'package.json'];
const omittedFolders = ['dist', '.terraform', 'node_modules'];

/** The files that the tests of the functions, the infrastructure and the local AWS read, with the packages of this folder. The caller deletes it. */
export function createScratchCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seeded-bugs-'));
  const filter = (path: string): boolean => !omittedFolders.includes(basename(path));
  for (const path of copiedPaths) cpSync(join(rootFolder, path), join(folder, path), { recursive: true, filter });
  symlinkSync(join(rootFolder, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs the test with the bug, and once per test file without any. Changes the file in `folder`, and restores it. */
export async function runBug(folder: string, bug: SeededBug, greenFiles: Set<string>): Promise<Verdict> {
  const path = join(folder, bug.file);
  const original = readFileSync(path, 'utf8');
  const mutated = mutate(original, bug);
  if (!greenFiles.has(bug.caughtBy.file)) {
    if ((await listFailures(folder, bug)).length > 0) return 'red without the bug';
    greenFiles.add(bug.caughtBy.file);
  }
  writeFileSync(path, mutated);
  try {
    const failures = await listFailures(folder, bug);
    if (failures.length === 0) return 'not caught';
    return failures.some((title) => title.includes(bug.caughtBy.title)) ? 'caught' : 'caught by another test';
  } finally {
    writeFileSync(path, original);
  }
}

/** Titles of the tests that fail. A file that cannot be loaded counts as one failure without a title. */
function listFailures(folder: string, { caughtBy }: SeededBug): Promise<readonly string[]> {
  const options = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  const mocha = ['node_modules/mocha/bin/mocha.js', '--reporter', 'json', '--no-config', '--timeout', '300000'];
  return new Promise((resolve) => {
    const args = [...options, ...mocha, caughtBy.file];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      const titles = readFailedTitles(stdout);
      resolve(error && titles.length === 0 ? [''] : titles);
    });
  });
}

function readFailedTitles(stdout: string): readonly string[] {
  const start = stdout.indexOf('{\n  "stats"');
  if (start < 0) return [];
  const report: { readonly failures: readonly { readonly fullTitle: string }[] } = JSON.parse(stdout.slice(start));
  return report.failures.map(({ fullTitle }) => fullTitle);
}
