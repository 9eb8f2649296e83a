import { availableParallelism } from 'node:os';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { InvocationOutcome } from './invoke.ts';

// More busy workers than this would only compete for the CPU …
const BUSY_ENVIRONMENTS_MAX = Math.max(2, 2 * availableParallelism());
// … but workers that wait for I/O, such as a hanging store, must not block the others.
const STALLED_ENVIRONMENTS_MAX = 32;
const STALL_MILLIS = 250;
const IDLE_MILLIS = 60_000;

type Lease = { readonly environment: ExecutionEnvironment } | { readonly failure: InvocationOutcome };

type OnInvoked = (outcome: InvocationOutcome, durationMillis: number) => void;

type Waiter = (lease: Lease) => void;

interface Idle {
  readonly environment: ExecutionEnvironment;
  readonly since: number;
}

/** The execution environments of one function: started on demand and reused, with one event at a time each. */
export class FunctionPool {
  readonly #start: () => ExecutionEnvironment;
  readonly #concurrencyLimit: number;
  readonly #onInvoked: OnInvoked;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #waiting: Waiter[] = [];
  readonly #trimTimer: NodeJS.Timeout;
  #idle: Idle[] = [];
  #starting = 0;
  #inFlight = 0;
  #stallCheck: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(start: () => ExecutionEnvironment, concurrencyLimit: number, onInvoked: OnInvoked) {
    this.#start = start;
    this.#concurrencyLimit = concurrencyLimit;
    this.#onInvoked = onInvoked;
    this.#trimTimer = setInterval(() => this.#stopIdle(), IDLE_MILLIS).unref();
  }

  async invoke(event: string, invokedArn: string): Promise<InvocationOutcome> {
    if (this.#inFlight >= this.#concurrencyLimit) return this.#report(throttled, performance.now());
    this.#inFlight += 1;
    try {
      const lease = this.#takeIdle() ?? (await this.#waitForEnvironment());
      const startedAt = performance.now();
      if ('failure' in lease) return this.#report(lease.failure, startedAt);
      const outcome = await lease.environment.run(event, invokedArn);
      this.#release(lease.environment);
      return this.#report(outcome, startedAt);
    } finally {
      this.#inFlight -= 1;
    }
  }

  #report(outcome: InvocationOutcome, startedAt: number): InvocationOutcome {
    this.#onInvoked(outcome, Math.round(performance.now() - startedAt));
    return outcome;
  }

  /** Starts the first environment ahead of the first event. */
  async warm(): Promise<void> {
    if (this.#environments.size === 0 && !this.#stopped) await this.#startEnvironment();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#trimTimer);
    clearTimeout(this.#stallCheck);
    for (const resolve of this.#waiting.splice(0)) resolve({ failure: stopping });
    await Promise.all([...this.#environments].map((environment) => environment.stop()));
  }

  /** Most recently used first, so that the others become idle and are stopped. */
  #takeIdle(): Lease | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.environment.isAlive()) return { environment: idle.environment };
      this.#environments.delete(idle.environment);
    }
    return undefined;
  }

  #waitForEnvironment(): Promise<Lease> {
    if (this.#stopped) return Promise.resolve({ failure: stopping });
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#scaleUpTo(BUSY_ENVIRONMENTS_MAX);
      this.#watchForStall();
    });
  }

  #scaleUpTo(limit: number): void {
    if (this.#waiting.length > this.#starting && this.#environments.size < limit && !this.#stopped)
      void this.#startEnvironment();
  }

  async #startEnvironment(): Promise<void> {
    const environment = this.#start();
    this.#environments.add(environment);
    this.#starting += 1;
    const failure = await environment.started;
    this.#starting -= 1;
    if (failure) this.#waiting.shift()?.({ failure });
    this.#release(environment);
  }

  #release(environment: ExecutionEnvironment): void {
    if (!environment.isAlive()) {
      this.#environments.delete(environment);
      this.#scaleUpTo(BUSY_ENVIRONMENTS_MAX);
      return;
    }
    const next = this.#waiting.shift();
    if (next) next({ environment });
    else this.#idle.push({ environment, since: performance.now() });
  }

  #watchForStall(): void {
    const oldest = this.#waiting[0];
    if (this.#stallCheck || !oldest || this.#stopped) return;
    this.#stallCheck = setTimeout(() => {
      this.#stallCheck = undefined;
      if (this.#waiting[0] === oldest) {
        for (let more = 0; more < BUSY_ENVIRONMENTS_MAX; more += 1) this.#scaleUpTo(STALLED_ENVIRONMENTS_MAX);
      }
      this.#watchForStall();
    }, STALL_MILLIS);
  }

  /** Stops idle environments, except the most recently used one, which stays warm. */
  #stopIdle(): void {
    const last = this.#idle.at(-1);
    const isFresh = (idle: Idle) => idle === last || performance.now() - idle.since < IDLE_MILLIS;
    for (const { environment } of this.#idle.filter((idle) => !isFresh(idle))) {
      this.#environments.delete(environment);
      void environment.stop();
    }
    this.#idle = this.#idle.filter(isFresh);
  }
}

const throttled: InvocationOutcome = {
  kind: 'throttled',
  errorType: 'TooManyRequestsException',
  errorMessage: 'Rate Exceeded.',
};

const stopping: InvocationOutcome = {
  kind: 'crashed',
  errorType: 'Runtime.ExitError',
  errorMessage: 'Error: The local AWS is stopping.',
};
