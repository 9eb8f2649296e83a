import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#local/clock.ts';

export interface SteppedClock extends Clock {
  /** Advances in steps of one minute and resolves the waits that are due. */
  advance(millis: number): Promise<void>;
}

const stepMillis = 60_000;

/** `base` plus the time advanced. */
export function steppedClock(base: () => number): SteppedClock {
  let offsetMillis = 0;
  const waits = new Set<{ readonly dueMillis: number; readonly resolve: () => void }>();
  const now = (): number => base() + offsetMillis;

  async function step(millis: number): Promise<void> {
    offsetMillis += millis;
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
      for (let remaining = millis; remaining > 0; remaining -= stepMillis) await step(Math.min(remaining, stepMillis));
    },
  };
}
