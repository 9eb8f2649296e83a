import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './stack-variants.ts';

type SignalName = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL';

export interface SpawnedProgram {
  readonly pid: number;
  readonly output: () => string;
  /** Resolves to the exit code or signal. */
  readonly exited: Promise<number | string>;
  readonly signal: (name: SignalName) => void;
  /** Stops reading the output, as `head` does. */
  readonly closeOutput: () => void;
  /** Signals the whole process group, as a terminal does. */
  readonly signalTree: (name: SignalName) => void;
  readonly killTree: () => void;
  readonly isTreeRunning: () => boolean;
  /** Rejects if the program exits first. */
  readonly waitForOutput: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** Runs a program of local/src in a separate process with only PATH and these variables, after a shell command that sets up its limits. */
export function spawnLocal(program: string, variables: Readonly<Record<string, string>>, setUp = ':'): SpawnedProgram {
  const file = join(repository, 'local/src', program);
  const command = [process.execPath, '--experimental-strip-types', '--disable-warning=ExperimentalWarning', file];
  return spawnGroup(['sh', '-c', `${setUp} && exec "$@"`, 'sh', ...command], {
    PATH: process.env['PATH'] ?? '',
    ...variables,
  });
}

/** False if no process of the group is left. */
function sendToGroup(pid: number | undefined, signal: SignalName | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/** Runs a command in a separate process group, so that a signal can reach its child processes. */
export function spawnGroup(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): SpawnedProgram {
  const child = spawn(command, args, { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
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
  const signalTree = (name: SignalName) => void sendToGroup(child.pid, name);
  return {
    pid: child.pid ?? 0,
    output: () => output,
    exited: ended,
    signal: (name) => child.kill(name),
    closeOutput: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    signalTree,
    killTree: () => signalTree('SIGKILL'),
    isTreeRunning: () => sendToGroup(child.pid, 0),
    waitForOutput: shows,
  };
}
