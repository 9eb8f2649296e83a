import { useEffect, useState } from 'react';

/** The current time, updated often enough for "Today" and "just now". */
export function useNow(everyMillis = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now;
}

/** A countdown in whole seconds, down to 0. */
export function useSecondsUntil(untilMillis: number): number {
  const [nowMillis, setNowMillis] = useState(Date.now);
  useEffect(() => {
    const tick = () => {
      setNowMillis(Date.now());
      if (Date.now() >= untilMillis) clearInterval(timer);
    };
    const timer = setInterval(tick, 250);
    tick();
    return () => clearInterval(timer);
  }, [untilMillis]);
  return Math.max(0, Math.ceil((untilMillis - nowMillis) / 1000));
}
