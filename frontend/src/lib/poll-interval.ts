const firstLookMillis = 1_000;
export const pollIntervalMaxMillis = 5_000;
const growth = 1.5;

/** How long to wait before looking again at something that runs: from 1 s to 5 s, the more often one has looked. */
export const pollIntervalMillis = (looks: number): number =>
  Math.min(pollIntervalMaxMillis, firstLookMillis * growth ** Math.max(0, looks - 1));
