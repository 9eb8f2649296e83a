// moto, a Python program that keeps what AWS would keep. The project does not install it.
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

/** What is missing for a rehearsal, in a sentence, or nothing. Terraform and its provider are asked for elsewhere. */
export function whyNothingCanBeRehearsed(): string | undefined {
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
    await untilItAnswers(`http://127.0.0.1:${port}/moto-api/`);
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

async function untilItAnswers(url: string): Promise<void> {
  const giveUpAtMillis = Date.now() + startMillisMax;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > giveUpAtMillis) throw new Error('moto_server did not start.');
    await new Promise((resolve) => setTimeout(resolve, pauseMillis));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
