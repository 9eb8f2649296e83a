import { setTimeout as sleep } from 'node:timers/promises';

/** Injectable, so that tests can control time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with the signal's reason on abort. */
  wait(millis: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: async (millis, signal) => {
    await sleep(millis, undefined, signal === undefined ? {} : { signal });
  },
};
