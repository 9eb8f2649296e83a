import { setTimeout as wait } from 'node:timers/promises';
import { AwsError } from '#local/aws/service.ts';
import { StartError } from '#local/start-error.ts';
import { type Forward, type StoreChild, type StoreOptions, StoreStartError, startStoreChild } from './store-child.ts';

const restartDelayMillisMin = 50;
const restartDelayMillisMax = 1_000;
/** After this uptime the restart delay is reset. */
const stableMillis = 10_000;
/** The store process of a killed predecessor releases the folder within this time. */
const handoverMillis = 2_000;

export interface SupervisedStore {
  readonly forward: Forward;
  /** Of the store process's own endpoint, which keeps its port after a restart. */
  readonly endpointUrl: string | undefined;
  readonly stop: () => Promise<void>;
}

/** Restarts the store process when it ends. Meanwhile requests fail with 503, which SDKs retry. */
export async function superviseStore(options: StoreOptions): Promise<SupervisedStore> {
  const stopping = new AbortController();
  const first = await startFirst(options);
  const optionsOfRestart = keepPort(options, first);
  let child: StoreChild | undefined = first;
  const supervision = superviseChild();

  async function superviseChild(): Promise<void> {
    let restartDelayMillis = restartDelayMillisMin;
    while (child) {
      const startedAt = performance.now();
      const end = await child.exited;
      child = undefined;
      if (stopping.signal.aborted) return;
      options.log(`dynamodb: store process ended (${end}), restarting`);
      const wasStable = performance.now() - startedAt > stableMillis;
      restartDelayMillis = wasStable ? restartDelayMillisMin : Math.min(restartDelayMillis * 2, restartDelayMillisMax);
      child = await restart(optionsOfRestart, restartDelayMillis, stopping.signal);
    }
  }

  return {
    endpointUrl: first.endpoint?.url,
    forward: async (operation, body) => {
      if (!child) throw new AwsError('ServiceUnavailable', 'The local DynamoDB is restarting.', 503);
      return child.forward(operation, body);
    },
    stop: async () => {
      stopping.abort();
      await child?.stop();
      await supervision;
    },
  };
}

const keepPort = (options: StoreOptions, { endpoint }: StoreChild): StoreOptions => {
  const { settings } = options;
  if (!settings.endpoint || !endpoint) return options;
  return { ...options, settings: { ...settings, endpoint: { ...settings.endpoint, port: endpoint.port } } };
};

async function startFirst(options: StoreOptions, deadline = performance.now() + handoverMillis): Promise<StoreChild> {
  try {
    return await startStoreChild(options);
  } catch (error) {
    if (!(error instanceof StoreStartError)) throw error;
    if (!error.inUse) throw new StartError(error.message, { cause: error });
    if (performance.now() > deadline) throw new StartError(describeFolderInUse(options), { cause: error });
  }
  await wait(restartDelayMillisMin);
  return startFirst(options, deadline);
}

/** Retries until it succeeds or is stopped: a full disk, for example, needs a person. */
async function restart(
  options: StoreOptions,
  restartDelayMillis: number,
  stopping: AbortSignal,
): Promise<StoreChild | undefined> {
  const log = logChanges(options.log);
  for (let pause = restartDelayMillis; ; pause = Math.min(pause * 2, restartDelayMillisMax)) {
    await wait(pause, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return undefined;
    try {
      const child = await startStoreChild(options);
      if (!stopping.aborted) return child;
      await child.stop();
    } catch (error) {
      log(`dynamodb: store process failed to start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Logs a line only if it differs from the previous one. */
function logChanges(log: (line: string) => void): (line: string) => void {
  let previous = '';
  return (line) => {
    if (line !== previous) log(line);
    previous = line;
  };
}

const describeFolderInUse = ({ settings }: StoreOptions): string =>
  `${settings.folder} is in use by another process. Stop it, or set DATA_DIR to another folder.`;
