import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './stack-variants.ts';

export interface SpawnedProgram {
  readonly pid: number;
  readonly output: () => string;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => void;
  /** Ends the program and all that it started at once, as a power switch would. */
  readonly killTree: () => void;
  /** Waits until the output shows this; rejects when the program ends first. */
  readonly shows: (text: RegExp) => Promise<RegExpExecArray>;
}

/** Runs a program of local/src in a process of its own, with these variables and none of ours but PATH. */
export function spawnLocal(program: string, variables: Readonly<Record<string, string>>): SpawnedProgram {
  const child = spawn(
    process.execPath,
    ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', join(repository, 'local/src', program)],
    {
      // A process group of its own, so that killTree reaches whatever it starts.
      detached: true,
      env: { PATH: process.env['PATH'] ?? '', ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'gone'));
  });
  const shows = (text: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = text.exec(output);
        if (found) resolve(found);
      };
      listeners.add(look);
      look();
      void ended.then((end) => reject(new Error(`It ended with ${end} and showed:\n${output}`)));
    });
  const killTree = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  };
  return { pid: child.pid ?? 0, output: () => output, ended, signal: (name) => child.kill(name), killTree, shows };
}
