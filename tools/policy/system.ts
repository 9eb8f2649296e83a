import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readHcl } from '#tools/lib/hcl.ts';
import { infraFolder, rootFolder } from '#tools/lib/paths.ts';
import { describeValues, planEnvironment } from '#tools/stack/stack.ts';
import type { Resource, System } from './rule.ts';

/** The inputs of rules that need no plan. */
export async function readSources(): Promise<Omit<System, 'environment' | 'resources'>> {
  return {
    hcl: await readHcl('*.tf', 'modules/*/*.tf', 'bootstrap/*.tf'),
    contract: JSON.parse(readFileSync(join(infraFolder, 'modules/api/openapi.json'), 'utf8')),
    files: listSourceFiles().map((path) => ({ path, text: readFileSync(join(rootFolder, path), 'utf8') })),
  };
}

/** Build output and local data, which are not part of the repository. */
const ignoredNames = new Set([
  'node_modules',
  'dist',
  '.git',
  '.data',
  '.terraform',
  '.env',
  'plans',
  'terraform.tfstate.d',
  'coverage',
]);
const isText = (path: string): boolean => !/\.(png|svg|ico|woff2|tfstate|tfplan)$/.test(path);

/** Every text file of the repository. `**` does not match names that start with a dot. */
function listSourceFiles(): readonly string[] {
  const found = globSync(['**/*', '**/.*', '.github/**/*'], {
    cwd: rootFolder,
    withFileTypes: true,
    exclude: ({ name }) => ignoredNames.has(name),
  });
  return found.flatMap((entry) => {
    const path = relative(rootFolder, join(entry.parentPath, entry.name));
    return entry.isFile() && isText(path) ? [path] : [];
  });
}

export async function planResources(environment: string): Promise<readonly Resource[]> {
  const changes = await planEnvironment(environment, 'policy');
  return changes
    .filter(({ mode }) => mode === 'managed')
    .map(({ address, type, change }) => ({ address, type, values: describeValues(change.after) }));
}
