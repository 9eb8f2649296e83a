import { setTimeout as sleep } from 'node:timers/promises';

/** Time as an emulator may use it: tests pass one that runs faster. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with the signal's reason when that aborts first. */
  wait(millis: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: async (millis, signal) => {
    await sleep(millis, undefined, signal === undefined ? {} : { signal });
  },
};
