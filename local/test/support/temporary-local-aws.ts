import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalAws, startLocalAws } from '#local/local-aws.ts';
import { stackFile as committedStackFile, repository } from './stack-variants.ts';

export interface RunningLocalAws extends LocalAws {
  readonly dataDir: string;
  readonly log: readonly string[];
}

/** The whole local AWS on free ports, on a folder of its own that goes when it stops. */
export async function startTemporaryLocalAws(stackFile = committedStackFile): Promise<RunningLocalAws> {
  const dataDir = await mkdtemp(join(tmpdir(), 'local-aws-'));
  const log: string[] = [];
  const local = await startLocalAws({
    port: 0,
    awsPort: 0,
    dataDir,
    stackFile,
    root: repository,
    log: (line) => log.push(line),
  });
  const stop = async () => {
    await local.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...local, dataDir, log, stop };
}
