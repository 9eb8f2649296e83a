import type { ExecutionEnvironment } from './execution-environment.ts';
import type { InvocationOutcome } from './invoke.ts';
import type { PoolResources } from './pool-resources.ts';

const IDLE_MILLIS = 60_000;

type Lease = { readonly environment: ExecutionEnvironment } | { readonly failure: InvocationOutcome };

type OnInvoked = (outcome: InvocationOutcome, durationMillis: number) => void;

type Waiter = (lease: Lease) => void;

interface Idle {
  readonly environment: ExecutionEnvironment;
  readonly since: number;
}

export interface PoolOptions {
  readonly start: () => ExecutionEnvironment;
  readonly concurrencyLimit: number;
  readonly timeoutMillis: number;
  readonly onInvoked: OnInvoked;
  readonly resources: PoolResources;
}

/** The execution environments of one function: started on demand and reused, with one event at a time each. */
export class FunctionPool {
  readonly #options: PoolOptions;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #waiting: Waiter[] = [];
  readonly #trimTimer: NodeJS.Timeout;
  #idle: Idle[] = [];
  #starting = 0;
  #inFlight = 0;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    options.resources.pools.add(this);
    this.#trimTimer = setInterval(() => this.#stopIdle(), IDLE_MILLIS).unref();
  }

  /** Waits for as long as it takes until the machine has room for the invocation. */
  async invoke(event: string, invokedArn: string): Promise<InvocationOutcome> {
    const outcome = await this.#invoke(event, invokedArn, false);
    // Only a caller that can be refused is.
    return outcome === 'refused' ? throttled : outcome;
  }

  /** Refuses if the machine is overloaded. The time for which the caller waits counts as the function's. */
  invokeOrRefuse(event: string, invokedArn: string): Promise<InvocationOutcome | 'refused'> {
    return this.#invoke(event, invokedArn, true);
  }

  async #invoke(event: string, invokedArn: string, canBeRefused: boolean): Promise<InvocationOutcome | 'refused'> {
    if (this.#inFlight >= this.#options.concurrencyLimit) return this.#report(throttled, performance.now());
    this.#inFlight += 1;
    const arrivedAt = performance.now();
    const slot = await this.#options.resources.runSlots.acquire(canBeRefused);
    try {
      if (!slot) return 'refused';
      const lease = this.#takeIdle() ?? (await this.#waitForEnvironment());
      const startedAt = performance.now();
      if ('failure' in lease) return this.#report(lease.failure, startedAt);
      slot.occupy(lease.environment);
      const waitedMillis = canBeRefused ? startedAt - arrivedAt : 0;
      const outcome = await lease.environment.run(event, invokedArn, this.#toTimeoutMillis(waitedMillis));
      this.#release(lease.environment);
      return this.#report(outcome, startedAt);
    } finally {
      slot?.release();
      this.#inFlight -= 1;
    }
  }

  /** At least half, so that a function that started late can still succeed. */
  #toTimeoutMillis(waitedMillis: number): number {
    const { timeoutMillis } = this.#options;
    return Math.round(Math.max(timeoutMillis - waitedMillis, timeoutMillis / 2));
  }

  #report(outcome: InvocationOutcome, startedAt: number): InvocationOutcome {
    this.#options.onInvoked(outcome, Math.round(performance.now() - startedAt));
    return outcome;
  }

  /** Starts the first environment ahead of the first event. */
  async warm(): Promise<void> {
    if (this.#environments.size + this.#starting === 0 && !this.#stopped) await this.#startEnvironment('back');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#trimTimer);
    for (const resolve of this.#waiting.splice(0)) resolve({ failure: stopping });
    await Promise.all([...this.#environments].map((environment) => environment.stop()));
  }

  /** Idle environments besides the one that stays warm. */
  countSpares(): number {
    return Math.max(0, this.#idle.length - 1);
  }

  /** When the oldest one became idle. */
  spareSince(): number | undefined {
    return this.countSpares() > 0 ? this.#idle[0]?.since : undefined;
  }

  stopSpare(): void {
    const spare = this.countSpares() > 0 ? this.#idle.shift() : undefined;
    if (spare) this.#discard(spare.environment);
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
      this.#scaleUp();
    });
  }

  /** One at a time: the first may already be enough for all who wait. */
  #scaleUp(): void {
    if (this.#waiting.length > 0 && this.#starting === 0 && !this.#stopped) void this.#startEnvironment('front');
  }

  async #startEnvironment(place: 'front' | 'back'): Promise<void> {
    this.#starting += 1;
    const started = await this.#options.resources.starts.run(async () => {
      if (this.#stopped) return undefined;
      const environment = this.#options.start();
      this.#environments.add(environment);
      return { environment, failure: await environment.started };
    }, place);
    this.#starting -= 1;
    if (!started) return;
    if (started.failure) this.#waiting.shift()?.({ failure: started.failure });
    this.#release(started.environment);
    this.#scaleUp();
  }

  #release(environment: ExecutionEnvironment): void {
    if (!environment.isAlive()) {
      this.#environments.delete(environment);
      this.#scaleUp();
      return;
    }
    const next = this.#waiting.shift();
    if (next) next({ environment });
    else this.#keepIdle(environment);
  }

  #keepIdle(environment: ExecutionEnvironment): void {
    this.#idle.push({ environment, since: performance.now() });
    this.#options.resources.stopExcessSpares();
  }

  #discard(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
    void environment.stop();
  }

  /** Stops idle environments, except the most recently used one, which stays warm. */
  #stopIdle(): void {
    const isOld = (since: number | undefined) => since !== undefined && performance.now() - since >= IDLE_MILLIS;
    while (isOld(this.spareSince())) this.stopSpare();
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
