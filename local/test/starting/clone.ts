import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

export interface StartedMake {
  readonly output: () => string;
  /** Resolves to the exit code or signal once the output has ended. */
  readonly exited: Promise<number | string>;
  /** Rejects if make exits first. */
  readonly waitForOutput: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Signals the whole process group, as the terminal does. */
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL') => void;
  readonly isRunning: () => boolean;
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

/** Runs a target of a clone's Makefile in a separate process group. */
export function runMake(folder: string, { variables = {}, setUp = ':', target = 'start', user }: Start): StartedMake {
  const { PATH = '', HOME = '/' } = process.env;
  const command = `cd "$0" && ${setUp} && exec make -s ${target}`;
  const [program, ...args] = [...(user ? ['setpriv', `--reuid=${user}`, '--clear-groups'] : []), 'sh', '-c', command];
  const child = spawn(program, [...args, folder], {
    detached: true,
    env: { PATH, HOME, PORT: '0', AWS_PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  const exited = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'gone'));
  });
  const sendToGroup = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, signal);
    } catch {
      // No process of the group is left.
      return false;
    }
  };
  return {
    output: () => output,
    exited,
    waitForOutput: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = pattern.exec(output);
          if (found) resolve(found);
        };
        listeners.add(check);
        check();
        void exited.then((exit) => reject(new Error(`make ended with ${exit} and printed:\n${output}`)));
      }),
    signal: sendToGroup,
    isRunning: () => sendToGroup(0),
  };
}

export const hasLock = (folder: string): boolean => existsSync(join(folder, '.data/lock'));
