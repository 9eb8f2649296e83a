import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type SpawnedProgram, spawnGroup } from '#support/local/spawn-local.ts';
import { repository } from '#support/local/stack-variants.ts';

export interface Start {
  /** Set in addition to PATH, HOME and free ports. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A shell command that sets limits first. */
  readonly setUp?: string;
  readonly target?: string;
  /** Runs as this user. */
  readonly user?: string;
}

/** Clones the last commit. */
export function cloneInto(folder: string, ...options: readonly string[]): string {
  mkdirSync(dirname(folder), { recursive: true });
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ...options, repository, folder]);
  return folder;
}

/** Copies a clone that is built. */
export function copyClone(built: string, folder: string): string {
  mkdirSync(dirname(folder), { recursive: true });
  execFileSync('cp', ['-a', built, folder]);
  return folder;
}

/** Runs a target of a clone's Makefile. */
export function runMake(
  folder: string,
  { variables = {}, setUp = ':', target = 'start', user }: Start,
): SpawnedProgram {
  const { PATH = '', HOME = '/' } = process.env;
  const asUser = user ? ['setpriv', `--reuid=${user}`, '--clear-groups'] : [];
  const command = `cd "$0" && ${setUp} && exec make -s ${target}`;
  return spawnGroup([...asUser, 'sh', '-c', command, folder], {
    PATH,
    HOME,
    PORT: '0',
    AWS_PORT: '0',
    ...variables,
  });
}

export const hasLock = (folder: string): boolean => existsSync(join(folder, '.data/lock'));
