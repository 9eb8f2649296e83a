import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { ExecutionEnvironment } from './execution-environment.ts';

export interface RunLimits {
  /** Invocations that compute at the same time: more would only compete for the CPU. */
  readonly busyMax: number;
  /** Invocations in total, including those that wait for I/O, such as a hanging store. */
  readonly runningMax: number;
  /** Callers that can be refused and wait for a slot. */
  readonly queueMax: number;
  /** They are refused after this wait: a slot would come too late to respond in time. */
  readonly waitMillisMax: number;
}

const parallelism = availableParallelism();

export const defaultRunLimits: RunLimits = {
  busyMax: Math.max(4, 2 * parallelism),
  runningMax: Math.max(32, 4 * parallelism),
  queueMax: Math.max(128, 64 * parallelism),
  waitMillisMax: 4_000,
};

const stallMillis = 250;

export interface RunSlot {
  /** The environment whose work the slot is for. */
  readonly occupy: (environment: Pick<ExecutionEnvironment, 'isWaiting'>) => void;
  readonly release: () => void;
}

interface Occupant {
  since: number;
  isWaiting: () => boolean;
}

interface Waiter {
  readonly since: number;
  readonly canBeRefused: boolean;
  readonly resolve: (slot: RunSlot | undefined) => void;
}

/**
 * The CPU time that all functions share, as slots given out in order of arrival. Without this bound an overloaded machine
 * would run hundreds of invocations at once and finish none of them in time.
 */
export class RunSlots {
  readonly #limits: RunLimits;
  readonly #occupants = new Set<Occupant>();
  #queue: Waiter[] = [];
  #check: NodeJS.Timeout | undefined;
  #mainThread = performance.eventLoopUtilization();

  constructor(limits: RunLimits) {
    this.#limits = limits;
  }

  /** Resolves to undefined if the caller can be refused and the queue is full or moves too slowly. */
  acquire(canBeRefused: boolean): Promise<RunSlot | undefined> {
    if (this.#occupants.size < this.#limits.busyMax) return Promise.resolve(this.#occupy());
    if (canBeRefused && this.#countRefusable() >= this.#limits.queueMax) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#queue.push({ since: performance.now(), canBeRefused, resolve });
      this.#check ??= this.#startCheck();
    });
  }

  /** Gives everyone who waits a slot, so that they find out that their function has stopped. */
  stop(): void {
    clearInterval(this.#check);
    for (const { resolve } of this.#queue.splice(0)) resolve(this.#occupy());
  }

  #countRefusable(): number {
    return this.#queue.reduce((count, { canBeRefused }) => count + Number(canBeRefused), 0);
  }

  #occupy(): RunSlot {
    // Until an environment occupies the slot, one is being started, which takes CPU time.
    const occupant: Occupant = { since: performance.now(), isWaiting: () => false };
    this.#occupants.add(occupant);
    return {
      occupy: (environment) => {
        occupant.since = performance.now();
        occupant.isWaiting = environment.isWaiting;
      },
      release: () => {
        this.#occupants.delete(occupant);
        this.#fill(this.#limits.busyMax);
      },
    };
  }

  #fill(limit: number): void {
    while (this.#occupants.size < limit) {
      const next = this.#queue.shift();
      if (!next) return;
      next.resolve(this.#occupy());
    }
  }

  #startCheck(): NodeJS.Timeout {
    this.#mainThread = performance.eventLoopUtilization();
    return setInterval(() => {
      this.#refuseLate();
      const mainThread = performance.eventLoopUtilization();
      const isMainBusy = performance.eventLoopUtilization(mainThread, this.#mainThread).utilization > 0.7;
      this.#mainThread = mainThread;
      // Invocations that wait for I/O do not count as busy. A busy main thread, which serves their requests, is no such wait.
      if (!isMainBusy) this.#fill(Math.min(this.#limits.runningMax, this.#limits.busyMax + this.#countStalled()));
      if (this.#queue.length > 0) return;
      clearInterval(this.#check);
      this.#check = undefined;
    }, stallMillis);
  }

  #countStalled(): number {
    const now = performance.now();
    return [...this.#occupants].filter(({ since, isWaiting }) => now - since > stallMillis && isWaiting()).length;
  }

  #refuseLate(): void {
    const latest = performance.now() - this.#limits.waitMillisMax;
    const isLate = ({ canBeRefused, since }: Waiter) => canBeRefused && since < latest;
    const late = this.#queue.filter(isLate);
    if (late.length === 0) return;
    this.#queue = this.#queue.filter((waiter) => !isLate(waiter));
    for (const { resolve } of late) resolve(undefined);
  }
}
