import { useEffect, useState } from 'react';

/** As the style sheet delays a skeleton: what loads faster shows none. */
const skeletonAfterMillis = 200;
const skeletonMinMillis = 300;

/** How long a skeleton still has to stay when loading took this long: one that was just seen must not flicker. */
export function remainingLoadingMillis(loadingMillis: number): number {
  const shownMillis = loadingMillis - skeletonAfterMillis;
  return shownMillis <= 0 ? 0 : Math.max(0, skeletonMinMillis - shownMillis);
}

type Loading = { readonly status: 'loading' };

/** The same, but loading for a moment longer when its skeleton has only just appeared. */
export function useMinLoadingTime<State extends { readonly status: string }>(state: State): State | Loading {
  const isLoading = state.status === 'loading';
  const [seen, setSeen] = useState(() => ({ isLoading, sinceMillis: performance.now(), holdMillis: 0 }));
  if (seen.isLoading !== isLoading) {
    const sinceMillis = performance.now();
    setSeen({
      isLoading,
      sinceMillis,
      holdMillis: isLoading ? 0 : remainingLoadingMillis(sinceMillis - seen.sinceMillis),
    });
  }
  useEffect(() => {
    if (seen.holdMillis === 0) return;
    const timer = setTimeout(() => setSeen((before) => ({ ...before, holdMillis: 0 })), seen.holdMillis);
    return () => clearTimeout(timer);
  }, [seen]);
  return seen.holdMillis > 0 ? { status: 'loading' } : state;
}
