import fc from 'fast-check';

/** Checks a property; a failure prints the seed and path that show it again (`FC_SEED` sets the seed). */
export function holds<Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>): void {
  const seed = process.env['FC_SEED'];
  fc.assert(property, seed ? { seed: Number(seed), numRuns: 300 } : { numRuns: 300 });
}

/** As `holds`, for properties of work that waits; fewer runs, as each is a whole story. */
export async function eventuallyHolds<Values>(property: fc.IAsyncProperty<Values>): Promise<void> {
  const seed = process.env['FC_SEED'];
  await fc.assert(property, seed ? { seed: Number(seed), numRuns: 100 } : { numRuns: 100 });
}
