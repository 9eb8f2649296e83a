import { observable, useObservable } from './observable.ts';

const untilMillis = observable(0);

/** Until when the registry asked this page to wait; requests wait and go on by themselves. */
export const throttle = {
  note: (until: number): void => untilMillis.set(Math.max(untilMillis.read(), until)),
};

export const useThrottledUntilMillis = (): number => useObservable(untilMillis);
