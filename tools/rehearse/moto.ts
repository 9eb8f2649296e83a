// Starts moto, an AWS mock in Python, which the project does not install.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { listen } from '#tools/lib/http-server.ts';

export interface Moto {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const startMillisMax = 60_000;
const pauseMillis = 200;

/** The reason why no rehearsal is possible, apart from Terraform; undefined if there is none. */
export function findMissingCommand(): string | undefined {
  for (const [command, args] of [
    ['moto_server', ['--help']],
    ['aws', ['--version']],
  ] as const) {
    if (spawnSync(command, args, { stdio: 'ignore' }).error) return `${command} is not installed.`;
  }
  return undefined;
}

export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: 'ignore',
  });
  const stop = () => end(child);
  try {
    await waitUntilReady(`http://127.0.0.1:${port}/moto-api/`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, stop };
}

async function freePort(): Promise<number> {
  const { port, stop } = await listen(createServer());
  await stop();
  return port;
}

async function waitUntilReady(url: string): Promise<void> {
  const deadlineMillis = Date.now() + startMillisMax;
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() > deadlineMillis) throw new Error('moto_server did not start.');
    await new Promise((resolve) => setTimeout(resolve, pauseMillis));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
