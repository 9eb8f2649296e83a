import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#local/clock.ts';

export interface SteppedClock extends Clock {
  /** Goes on minute by minute, and lets everybody act whose wait is over. */
  advance(millis: number): Promise<void>;
}

const stepMillis = 60_000;

/** A clock that goes as `base` does, and further when it is told to. */
export function steppedClock(base: () => number): SteppedClock {
  let ahead = 0;
  const waits = new Set<{ readonly dueMillis: number; readonly resolve: () => void }>();
  const now = (): number => base() + ahead;

  async function step(millis: number): Promise<void> {
    ahead += millis;
    for (const wait of [...waits].filter(({ dueMillis }) => dueMillis <= now())) {
      waits.delete(wait);
      wait.resolve();
    }
    await setImmediate();
  }

  return {
    now,
    wait: (millis, signal) =>
      new Promise((resolve, reject) => {
        const wait = { dueMillis: now() + millis, resolve };
        waits.add(wait);
        signal?.addEventListener('abort', () => {
          waits.delete(wait);
          reject(signal.reason);
        });
      }),
    advance: async (millis) => {
      for (let rest = millis; rest > 0; rest -= stepMillis) await step(Math.min(rest, stepMillis));
    },
  };
}
