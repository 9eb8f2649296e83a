/** A reproducible random number generator (mulberry32). Numbers from 0 to 1, without 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const result = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((result ^ (result >>> 14)) >>> 0) / 2 ** 32;
  };
}
