import { useEffect, useState } from 'react';
import { type Sample, secondsLeft, withSample } from './use-time-left.ts';

/** Starts anew whenever it is paused: a pause says nothing about the pace. */
export function useTimeLeft(done: number, left: number, isRunning: boolean): number | undefined {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    setSamples((before) => (isRunning ? withSample(before, { atMillis: Date.now(), done }) : []));
  }, [done, isRunning]);
  return secondsLeft(samples, left);
}
