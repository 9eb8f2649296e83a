import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#local/clock.ts';

/** A clock whose waits resolve immediately and are recorded. */
export interface FastClock extends Clock {
  readonly waits: readonly number[];
  advance(millis: number): void;
}

export function fastClock(startMillis = Date.parse('2026-01-01T00:00:00Z')): FastClock {
  let nowMillis = startMillis;
  const waits: number[] = [];
  return {
    waits,
    now: () => nowMillis,
    advance: (millis) => {
      nowMillis += millis;
    },
    wait: async (millis, signal) => {
      await setImmediate();
      signal?.throwIfAborted();
      nowMillis += millis;
      waits.push(millis);
    },
  };
}
