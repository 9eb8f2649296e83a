import { seededRandom } from '#local/faults/seeded-random.ts';

export { seededRandom };

/** Prints its seed; set SEED to repeat a run. */
export function createSeededRandom(): () => number {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 32);
  process.stdout.write(`    seed ${seed}: repeat with SEED=${seed}\n`);
  return seededRandom(seed);
}
