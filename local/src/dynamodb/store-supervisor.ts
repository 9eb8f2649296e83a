import { setTimeout as wait } from 'node:timers/promises';
import { AwsError } from '#local/aws/service.ts';
import { StartError } from '#local/start-error.ts';
import { type Forward, type StoreChild, type StoreOptions, StoreRefusal, startStoreChild } from './store-child.ts';

const pauseMillisMin = 50;
const pauseMillisMax = 5_000;
/** A store that lived this long was well, so the next pause is short again. */
const soundMillis = 10_000;
/** The store of a killed predecessor lets go of the folder within this time. */
const handoverMillis = 2_000;

export interface SupervisedStore {
  readonly forward: Forward;
  readonly stop: () => Promise<void>;
}

/** Keeps one store process alive. While there is none, requests get the 503 that SDKs retry. */
export async function superviseStore(options: StoreOptions): Promise<SupervisedStore> {
  const stopping = new AbortController();
  let child: StoreChild | undefined = await startFirst(options);
  const supervision = keepAlive();

  async function keepAlive(): Promise<void> {
    let pauseMillis = pauseMillisMin;
    while (child) {
      const startedAt = performance.now();
      const end = await child.ended;
      child = undefined;
      if (stopping.signal.aborted) return;
      options.log(`DynamoDB store ended (${end}); starting it again`);
      const wasSound = performance.now() - startedAt > soundMillis;
      pauseMillis = wasSound ? pauseMillisMin : Math.min(pauseMillis * 2, pauseMillisMax);
      child = await startAgain(options, pauseMillis, stopping.signal);
    }
  }

  return {
    forward: async (operation, body) => {
      if (!child) throw new AwsError('ServiceUnavailable', 'The local DynamoDB is starting again.', 503);
      return child.forward(operation, body);
    },
    stop: async () => {
      stopping.abort();
      await child?.stop();
      await supervision;
    },
  };
}

async function startFirst(options: StoreOptions, deadline = performance.now() + handoverMillis): Promise<StoreChild> {
  try {
    return await startStoreChild(options);
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    if (!error.inUse) throw new StartError(error.message, { cause: error });
    if (performance.now() > deadline) throw new StartError(inUseText(options), { cause: error });
  }
  await wait(pauseMillisMin);
  return startFirst(options, deadline);
}

/** Tries for ever, for only a person can free a full disk; nothing, once it is told to stop. */
async function startAgain(
  options: StoreOptions,
  pauseMillis: number,
  stopping: AbortSignal,
): Promise<StoreChild | undefined> {
  for (let pause = pauseMillis; ; pause = Math.min(pause * 2, pauseMillisMax)) {
    await wait(pause, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return undefined;
    try {
      const child = await startStoreChild(options);
      if (!stopping.aborted) return child;
      await child.stop();
    } catch (error) {
      options.log(`DynamoDB store does not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

const inUseText = ({ settings }: StoreOptions): string =>
  `Another process uses ${settings.folder}. Stop it, or choose another DATA_DIR.`;
