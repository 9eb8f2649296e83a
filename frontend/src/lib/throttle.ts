import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let untilMillis = 0;

/** Until when the registry asked this page to wait; requests wait and go on by themselves. */
export const throttle = {
  note: (until: number): void => {
    untilMillis = Math.max(untilMillis, until);
    for (const listener of listeners) listener();
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  untilMillis: (): number => untilMillis,
};

export const useThrottledUntilMillis = (): number => useSyncExternalStore(throttle.subscribe, throttle.untilMillis);
