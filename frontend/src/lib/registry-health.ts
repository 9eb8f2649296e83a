import { observable, useObservable } from './observable.ts';

/** False while the registry does not respond to the requests of the page. */
export const isResponding = observable(true);

const untilMillis = observable(0);

/** Shared by all requests of the page, which wait until the registry accepts them again. */
export const rateLimit = {
  isActive: (): boolean => untilMillis.read() > Date.now(),
  extend: (until: number): void => untilMillis.set(Math.max(untilMillis.read(), until)),
};

export const useRateLimitedUntilMillis = (): number => useObservable(untilMillis);
