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

const typingPauseMillis = 150;

/** The value once it has not changed for a while; intermediate values are skipped. */
export function useDebouncedValue<Value>(value: Value, millis = typingPauseMillis): Value {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return debounced;
}

/** Skeletons appear after this delay, which styles.css sets too. */
const skeletonAfterMillis = 200;
const skeletonMinMillis = 300;

/** How much longer to show a skeleton after loading took this long, so that it does not flicker. */
export function remainingLoadingMillis(loadingMillis: number): number {
  const shownMillis = loadingMillis - skeletonAfterMillis;
  return shownMillis <= 0 ? 0 : Math.max(0, skeletonMinMillis - shownMillis);
}

interface Loading {
  readonly status: 'loading';
}

/** The given state, but `loading` for the minimum time once a skeleton is visible. */
export function useMinLoadingTime<State extends { readonly status: string }>(state: State): State | Loading {
  const isLoading = state.status === 'loading';
  const [phase, setPhase] = useState(() => ({ isLoading, sinceMillis: performance.now(), extraMillis: 0 }));
  if (phase.isLoading !== isLoading) {
    const sinceMillis = performance.now();
    setPhase({
      isLoading,
      sinceMillis,
      extraMillis: isLoading ? 0 : remainingLoadingMillis(sinceMillis - phase.sinceMillis),
    });
  }
  useEffect(() => {
    if (phase.extraMillis === 0) return;
    const timer = setTimeout(() => setPhase((before) => ({ ...before, extraMillis: 0 })), phase.extraMillis);
    return () => clearTimeout(timer);
  }, [phase]);
  return phase.extraMillis > 0 ? { status: 'loading' } : state;
}
