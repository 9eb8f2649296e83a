import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './stack-variants.ts';

export interface SpawnedProgram {
  readonly pid: number;
  readonly output: () => string;
  /** Resolves to the exit code or signal. */
  readonly exited: Promise<number | string>;
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL') => void;
  /** Stops reading the output, as `head` does. */
  readonly closeOutput: () => void;
  /** Sends SIGKILL to the whole process group. */
  readonly killTree: () => void;
  /** Rejects if the program exits first. */
  readonly waitForOutput: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** Runs a program of local/src in a separate process with only PATH and these variables, after a shell command that sets up its limits. */
export function spawnLocal(program: string, variables: Readonly<Record<string, string>>, setUp = ':'): SpawnedProgram {
  const child = spawn(
    'sh',
    [
      '-c',
      `${setUp} && exec "$@"`,
      'sh',
      process.execPath,
      '--experimental-strip-types',
      '--disable-warning=ExperimentalWarning',
      join(repository, 'local/src', program),
    ],
    {
      // A separate process group, so that killTree reaches its child processes.
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
  const shows = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const check = () => {
        const found = pattern.exec(output);
        if (found) resolve(found);
      };
      listeners.add(check);
      check();
      void ended.then((exit) => reject(new Error(`It ended with ${exit} and showed:\n${output}`)));
    });
  const killTree = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  };
  return {
    pid: child.pid ?? 0,
    output: () => output,
    exited: ended,
    signal: (name) => child.kill(name),
    closeOutput: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    killTree,
    waitForOutput: shows,
  };
}
