import { useEffect, useState } from 'react';

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
