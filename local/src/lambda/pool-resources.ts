import { availableParallelism } from 'node:os';
import { Semaphore } from '#local/semaphore.ts';
import type { FunctionPool } from './function-pool.ts';
import { defaultRunLimits, type RunLimits, RunSlots } from './run-slots.ts';

type Pool = Pick<FunctionPool, 'countSpares' | 'spareSince' | 'stopSpare'>;

/** Limits for all functions together, by the size of the machine. */
export class PoolResources {
  readonly pools = new Set<Pool>();
  readonly runSlots: RunSlots;
  /** Starting an environment takes a core for some 100 ms. Starts leave the others to the requests. */
  readonly starts = new Semaphore(Math.max(1, availableParallelism() - 1));
  readonly #sparesMax: number;

  constructor(limits: RunLimits = defaultRunLimits) {
    this.runSlots = new RunSlots(limits);
    this.#sparesMax = limits.busyMax;
  }

  /** Idle environments take memory: those that were idle for the longest time are stopped. */
  stopExcessSpares(): void {
    const pools = [...this.pools];
    let excess = pools.reduce((count, pool) => count + pool.countSpares(), 0) - this.#sparesMax;
    for (; excess > 0; excess -= 1) findOldest(pools)?.stopSpare();
  }
}

function findOldest(pools: readonly Pool[]): Pool | undefined {
  const toSince = (pool: Pool) => pool.spareSince() ?? Number.POSITIVE_INFINITY;
  const [first, ...others] = pools;
  return others.reduce((oldest, pool) => (oldest && toSince(oldest) <= toSince(pool) ? oldest : pool), first);
}
