const pollIntervalMinMillis = 1_000;
export const pollIntervalMaxMillis = 5_000;
const growth = 1.5;

/** Milliseconds until the next poll, growing from 1 s to 5 s. */
export const pollIntervalMillis = (polls: number): number =>
  Math.min(pollIntervalMaxMillis, pollIntervalMinMillis * growth ** Math.max(0, polls - 1));
