import { rmSync } from 'node:fs';
import { spawnLocal } from './spawn-local.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface SpawnedLocalAws {
  readonly pid: number;
  readonly url: string;
  readonly awsUrl: string;
  readonly apiKey: string;
}

/** Runs the local AWS in a separate process, as `make start` does, and stops it even if this process is interrupted. */
export async function withSpawnedLocalAws(act: (local: SpawnedLocalAws) => Promise<void>): Promise<void> {
  const dataDir = temporaryFolder();
  const program = spawnLocal('main.ts', { PORT: '0', AWS_PORT: '0', DATA_DIR: dataDir });
  const clean = () => {
    program.killTree();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const interrupted = () => process.exit(1);
  process.once('exit', clean);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  try {
    const [, url = ''] = await program.waitForOutput(/Page\s+(http:\S+)/);
    const [, awsUrl = ''] = await program.waitForOutput(/AWS APIs\s+(http:\S+)/);
    await program.waitForOutput(/Ctrl-C/);
    const [, apiKey = ''] = await program.waitForOutput(/API key\s+(\S+)/);
    await act({ pid: program.pid, url, awsUrl, apiKey });
  } finally {
    program.killTree();
    await program.exited;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupted);
    process.removeListener('exit', clean);
    clean();
  }
}
