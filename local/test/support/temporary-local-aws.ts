import { rm } from 'node:fs/promises';
import type { OnGrantUsed } from '#local/aws/grants.ts';
import { type Client, defaultClients, parseClients } from '#local/clients.ts';
import type { Clock } from '#local/clock.ts';
import type { Faults } from '#local/faults/faults.ts';
import { type LocalAws, startLocalAws } from '#local/local-aws.ts';
import { stackFile as committedStackFile, repository } from './stack-variants.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface RunningLocalAws extends LocalAws {
  readonly log: readonly string[];
}

export interface TemporaryOptions {
  readonly clients?: readonly Client[] | undefined;
  readonly dataDir?: string;
  readonly alarmClock?: Clock;
  readonly lambdaClock?: Clock;
  readonly faults?: Faults;
  readonly onGrantUsed?: OnGrantUsed;
}

/** Starts the local AWS on free ports. Uses a temporary folder unless `dataDir` is set. */
export async function startTemporaryLocalAws(
  stackFile = committedStackFile,
  { clients, dataDir, alarmClock, lambdaClock, faults, onGrantUsed }: TemporaryOptions = {},
): Promise<RunningLocalAws> {
  const folder = dataDir ?? temporaryFolder();
  const log: string[] = [];
  const local = await startLocalAws({
    port: 0,
    awsPort: 0,
    dataDir: folder,
    clients: clients ?? parseClients(defaultClients, []),
    stackFile,
    root: repository,
    log: (line) => log.push(line),
    isVerbose: true,
    ...(alarmClock && { alarmClock }),
    ...(lambdaClock && { lambdaClock }),
    ...(faults && { faults }),
    ...(onGrantUsed && { onGrantUsed }),
  });
  const stop = async () => {
    await local.stop();
    if (!dataDir) await rm(folder, { recursive: true, force: true });
  };
  return { ...local, log, stop };
}
