import { availableParallelism } from 'node:os';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { InvocationOutcome } from './invoke.ts';

// More busy workers than this only take each other's turns on the processor …
const BUSY_ENVIRONMENTS = Math.max(2, 2 * availableParallelism());
// … but workers that wait for something slow, such as a hanging store, must not hold up the others.
const STALLED_ENVIRONMENTS = 32;
const STALL_MILLIS = 250;
const IDLE_MILLIS = 60_000;

type Lease = { readonly environment: ExecutionEnvironment } | { readonly failure: InvocationOutcome };

type OnInvoked = (outcome: InvocationOutcome, durationMillis: number) => void;

type Waiter = (lease: Lease) => void;

interface Idle {
  readonly environment: ExecutionEnvironment;
  readonly since: number;
}

/** The execution environments of one function: reused, started on demand, one event at a time in each. */
export class FunctionPool {
  readonly #start: () => ExecutionEnvironment;
  readonly #concurrencyLimit: number;
  readonly #onInvoked: OnInvoked;
  readonly #all = new Set<ExecutionEnvironment>();
  readonly #waiting: Waiter[] = [];
  readonly #trimming: NodeJS.Timeout;
  #idle: Idle[] = [];
  #starting = 0;
  #inFlight = 0;
  #stallCheck: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(start: () => ExecutionEnvironment, concurrencyLimit: number, onInvoked: OnInvoked) {
    this.#start = start;
    this.#concurrencyLimit = concurrencyLimit;
    this.#onInvoked = onInvoked;
    this.#trimming = setInterval(() => this.#trim(), IDLE_MILLIS).unref();
  }

  async invoke(event: string, invokedArn: string): Promise<InvocationOutcome> {
    if (this.#inFlight >= this.#concurrencyLimit) return this.#ended(throttled, performance.now());
    this.#inFlight += 1;
    try {
      const lease = this.#takeIdle() ?? (await this.#waitForTurn());
      const startedAt = performance.now();
      if ('failure' in lease) return this.#ended(lease.failure, startedAt);
      const outcome = await lease.environment.run(event, invokedArn);
      this.#giveBack(lease.environment);
      return this.#ended(outcome, startedAt);
    } finally {
      this.#inFlight -= 1;
    }
  }

  #ended(outcome: InvocationOutcome, startedAt: number): InvocationOutcome {
    this.#onInvoked(outcome, Math.round(performance.now() - startedAt));
    return outcome;
  }

  /** Starts a first environment before anybody needs it. */
  async warm(): Promise<void> {
    if (this.#all.size === 0 && !this.#stopped) await this.#startOne();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#trimming);
    clearTimeout(this.#stallCheck);
    for (const take of this.#waiting.splice(0)) take({ failure: stopping });
    await Promise.all([...this.#all].map((environment) => environment.stop()));
  }

  /** The most recently used one first, so that the others grow old and are trimmed. */
  #takeIdle(): Lease | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.environment.isAlive()) return { environment: idle.environment };
      this.#all.delete(idle.environment);
    }
    return undefined;
  }

  #waitForTurn(): Promise<Lease> {
    if (this.#stopped) return Promise.resolve({ failure: stopping });
    return new Promise((take) => {
      this.#waiting.push(take);
      this.#growTo(BUSY_ENVIRONMENTS);
      this.#watchForStall();
    });
  }

  #growTo(limit: number): void {
    if (this.#waiting.length > this.#starting && this.#all.size < limit && !this.#stopped) void this.#startOne();
  }

  async #startOne(): Promise<void> {
    const environment = this.#start();
    this.#all.add(environment);
    this.#starting += 1;
    const failure = await environment.started;
    this.#starting -= 1;
    if (failure) this.#waiting.shift()?.({ failure });
    this.#giveBack(environment);
  }

  #giveBack(environment: ExecutionEnvironment): void {
    if (!environment.isAlive()) {
      this.#all.delete(environment);
      this.#growTo(BUSY_ENVIRONMENTS);
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
        for (let more = 0; more < BUSY_ENVIRONMENTS; more += 1) this.#growTo(STALLED_ENVIRONMENTS);
      }
      this.#watchForStall();
    }, STALL_MILLIS);
  }

  /** Ends what nobody has used for a while. One stays, so that the next event finds it warm. */
  #trim(): void {
    const last = this.#idle.at(-1);
    const isFresh = (idle: Idle) => idle === last || performance.now() - idle.since < IDLE_MILLIS;
    for (const { environment } of this.#idle.filter((idle) => !isFresh(idle))) {
      this.#all.delete(environment);
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
