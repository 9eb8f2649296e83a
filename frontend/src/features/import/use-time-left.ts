import { useEffect, useState } from 'react';

export interface Sample {
  readonly atMillis: number;
  readonly done: number;
}

/** Long enough for a stable estimate, short enough to follow a change of speed. */
const windowMillis = 15_000;
const spanMinMillis = 2_000;

export function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  return [...samples.filter(({ atMillis }) => sample.atMillis - atMillis <= windowMillis), sample];
}

/** Undefined until the samples allow an estimate. */
export function secondsLeft(samples: readonly Sample[], remaining: number): number | undefined {
  const first = samples.at(0);
  const last = samples.at(-1);
  if (!first || !last || last.atMillis - first.atMillis < spanMinMillis || last.done === first.done) return undefined;
  const perMilli = (last.done - first.done) / (last.atMillis - first.atMillis);
  return Math.max(1, Math.round(remaining / perMilli / 1000));
}

/** Pausing drops the samples, because a pause would lower the speed. */
export function useTimeLeft(done: number, remaining: number, isRunning: boolean): number | undefined {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    setSamples((before) => (isRunning ? addSample(before, { atMillis: Date.now(), done }) : []));
  }, [done, isRunning]);
  return secondsLeft(samples, remaining);
}
