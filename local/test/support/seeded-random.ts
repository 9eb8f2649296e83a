/** A reproducible random number generator (mulberry32). Prints its seed; set SEED to repeat a run. */
export function createSeededRandom(): () => number {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 32);
  process.stdout.write(`    seed ${seed}: repeat with SEED=${seed}\n`);
  return seededRandom(seed);
}

/** Numbers from 0 to 1, without 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const result = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((result ^ (result >>> 14)) >>> 0) / 2 ** 32;
  };
}
