import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeValues, planEnvironment } from '#infra/stack.ts';
import { infraFolder } from '#infra/terraform.ts';
import { readHcl } from '#support/infra/hcl.ts';
import type { Resource, System } from './rule.ts';

const rootFolder = join(infraFolder, '..');

/** What rules look at beside the plan: everything that is written down. */
export async function readSources(): Promise<Omit<System, 'environment' | 'resources'>> {
  return {
    hcl: await readHcl('*.tf', 'modules/*/*.tf', 'bootstrap/*.tf'),
    contract: JSON.parse(readFileSync(join(infraFolder, 'modules/api/openapi.json'), 'utf8')),
    files: trackedFiles().map((path) => ({ path, text: readFileSync(join(rootFolder, path), 'utf8') })),
  };
}

/** What git would commit, so that nobody's own notes are searched; in an exported copy without git, nothing. */
function trackedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: rootFolder,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((path) => path !== '' && !/\.(png|svg|ico|woff2)$/.test(path));
}

export async function planResources(environment: string): Promise<readonly Resource[]> {
  const changes = await planEnvironment(environment, 'policy');
  return changes
    .filter(({ mode }) => mode === 'managed')
    .map(({ address, type, change }) => ({ address, type, values: describeValues(change.after) }));
}
