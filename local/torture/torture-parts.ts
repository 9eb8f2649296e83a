import { createHash } from 'node:crypto';
import { seededRandom } from '#support/local/seeded-random.ts';
import type { FaultClass } from './classes/fault-class.ts';
import { journalBitFlip, journalPowerCut } from './classes/journal-damage.ts';
import { storeBitFlips } from './classes/store-bit-flips.ts';
import { storeKill } from './classes/store-kill.ts';
import { storePowerCut } from './classes/store-power-cut.ts';
import { systemClasses } from './classes/system-classes.ts';
import { runSystemClass, type SystemContext, startSystemContext } from './classes/system-context.ts';
import { runSample } from './inputs/run-inputs.ts';
import { sendOverHttp } from './inputs/send-over-http.ts';

/** `make torture` repeats it with new seeds. */
export interface TorturePart extends FaultClass {
  /** The number of runs of the full size. */
  readonly fullRuns: number;
}

/** Of the full size. */
export const rounds = 200;
/** Of the classes whose full size is larger, by ID: 2,000 kills, 2,000 power cuts, 2,000,000 operations. */
const fullRuns: Readonly<Record<string, number>> = { 'H1-store': 667, 'H2-store': 1000, PAIRS: 10_000 };
const inputsPerGroup = 120;

const toPart = (faultClass: FaultClass): TorturePart => ({
  ...faultClass,
  fullRuns: fullRuns[faultClass.id] ?? rounds,
});

export interface TortureParts {
  readonly parts: readonly TorturePart[];
  /** Ends a round. The SDK clients of the functions remember faults: used up retries, a corrected clock. */
  readonly renew: () => Promise<void>;
}

/** The classes that run in a local AWS share one in each round, which is started for the first of them. */
export function listParts(): TortureParts {
  let starting: Promise<SystemContext> | undefined;
  const getContext = (): Promise<SystemContext> => {
    starting ??= startSystemContext();
    return starting;
  };
  const inSystem = systemClasses.map(({ id, title, run }) => ({
    id,
    title,
    run: async (seed: number) => runSystemClass({ id, title, run }, await getContext(), seed),
  }));
  const damage = [storeKill, storePowerCut, storeBitFlips, journalPowerCut, journalBitFlip];
  const inputs: TorturePart = {
    id: 'INPUTS',
    title: `hostile inputs over HTTP, ${inputsPerGroup} of each group and as many generated ones: the right status, never 500 or above`,
    fullRuns: 1000,
    run: async (seed) => sendInputs(await getContext(), seed),
  };
  return {
    parts: [...[...inSystem, ...damage].map(toPart), inputs],
    renew: async () => {
      const context = await starting;
      starting = undefined;
      await context?.stop();
    },
  };
}

async function sendInputs({ local }: SystemContext, seed: number): Promise<void> {
  const { send, close } = sendOverHttp({ port: Number(new URL(local.url).port), apiKey: local.apiKey });
  const run = { send, random: seededRandom(seed), concurrency: 4 };
  const { violations } = await runSample(run, inputsPerGroup).finally(close);
  if (violations.length > 0) throw new Error(violations.join('; '));
}

/** Of the n-th run of a part: parts do not share seeds. */
export const seedOf = (id: string, run: number): number =>
  createHash('sha256').update(`${id} ${run}`).digest().readUInt32BE();
