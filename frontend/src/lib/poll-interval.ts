const firstLookMillis = 1_000;
export const lastLookMillis = 5_000;
const growth = 1.5;

/** How long to wait before looking again at something that runs: from 1 s to 5 s, the more often one has looked. */
export const lookAfterMillis = (looks: number): number =>
  Math.min(lastLookMillis, firstLookMillis * growth ** Math.max(0, looks - 1));
