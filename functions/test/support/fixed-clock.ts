import { type EpochMillis, epochMillis } from '#domain/instant.ts';
import type { Clock } from '#ports.ts';

export interface FixedClock extends Clock {
  readonly advance: (millis: number) => void;
}

/** A clock that stands still until it is told to go on. */
export function fixedClock(start: EpochMillis): FixedClock {
  let now = start;
  return {
    now: () => now,
    advance: (millis) => {
      now = epochMillis(now + millis);
    },
  };
}
