import { type EpochMillis, epochMillis } from '#domain/instant.ts';
import type { Clock } from '#ports.ts';

export interface FixedClock extends Clock {
  readonly advance: (millis: number) => void;
}

/** A clock that only moves with `advance`. */
export function fixedClock(start: EpochMillis): FixedClock {
  let now = start;
  return {
    now: () => now,
    advance: (millis) => {
      now = epochMillis(now + millis);
    },
  };
}
