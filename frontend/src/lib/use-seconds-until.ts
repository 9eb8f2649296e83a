import { useEffect, useState } from 'react';

/** Whole seconds until then, counted down; 0 when it has come. */
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
