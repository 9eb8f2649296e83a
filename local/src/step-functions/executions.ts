import type { Clock } from '#local/clock.ts';
import type { PublishEvent } from '#local/eventbridge/event.ts';
import { Slots } from '#local/semaphore.ts';
import type { Execution, ExecutionEnd, ExecutionFailure } from './execution.ts';
import type { CountEnd } from './execution-metrics.ts';
import { ExecutionRun, type RunOptions, Termination } from './execution-run.ts';
import type { ExecutionStore } from './execution-store.ts';
import type { Machine } from './machine.ts';
import { Turn } from './run-permit.ts';
import { statusEvent } from './status-event.ts';

export interface ExecutionsOptions extends RunOptions {
  readonly machines: readonly Machine[];
  readonly publish: PublishEvent;
  readonly countEnd: CountEnd;
  readonly runningMax: number;
  readonly log: (line: string) => void;
}

const persistWaitMillis = 1_000;

/** All executions: those that run, those that wait for their turn, and the latest of those that have ended. */
export class Executions {
  readonly #options: ExecutionsOptions;
  readonly #store: ExecutionStore;
  readonly #clock: Clock;
  readonly #slots: Slots;
  readonly #runs = new Map<string, { readonly run: ExecutionRun; readonly ended: Promise<void> }>();
  readonly #starting = new Map<string, Promise<Execution>>();
  readonly #stopping = new AbortController();

  constructor(options: ExecutionsOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#slots = new Slots(options.runningMax);
  }

  /** Goes on with what a stop or a kill interrupted. */
  resume(): void {
    for (const execution of this.#store.all()) {
      if (execution.end !== undefined) continue;
      const machine = this.#options.machines.find(({ arn }) => arn === execution.machineArn);
      if (machine) this.#run(machine, execution);
      else this.#options.log(`step functions: ${execution.arn} rests: its state machine is no longer in the stack.`);
    }
  }

  /** Undefined when there is an execution of that name with another input, or one that has ended. */
  async start(machine: Machine, name: string, input: string): Promise<Execution | undefined> {
    const arn = executionArnOf(machine, name);
    const present = this.#store.get(arn) ?? (await this.#starting.get(arn));
    if (present) return present.input === input && present.end === undefined ? present : undefined;
    const starting = this.#store.start({
      arn,
      name,
      machineArn: machine.arn,
      input,
      startedAtMillis: this.#clock.now(),
    });
    this.#starting.set(arn, starting);
    try {
      const execution = await starting;
      this.#run(machine, execution);
      return execution;
    } finally {
      this.#starting.delete(arn);
    }
  }

  /** Ends a running execution as ABORTED; one that has ended stays as it is. */
  async terminate(arn: string, failure: ExecutionFailure): Promise<void> {
    const running = this.#runs.get(arn);
    running?.run.abort(new Termination(failure));
    await running?.ended;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The local AWS stops.'));
    const runs = [...this.#runs.values()];
    for (const { run } of runs) run.abort(new Error('The local AWS stops.'));
    await Promise.all(runs.map(({ ended }) => ended));
    await this.#store.stop();
  }

  #run(machine: Machine, execution: Execution): void {
    const run = new ExecutionRun(this.#options, machine, execution, new Turn(this.#slots));
    const ended = this.#runToEnd(run, execution).catch((cause: unknown) => {
      if (!this.#stopping.signal.aborted) this.#options.log(`step functions: ${execution.arn}: ${String(cause)}`);
    });
    this.#runs.set(execution.arn, { run, ended: ended.finally(() => this.#runs.delete(execution.arn)) });
  }

  /** The bus is told before the end is kept: an end that was kept and not told would never be told. */
  async #runToEnd(run: ExecutionRun, execution: Execution): Promise<void> {
    if (execution.steps.length === 0) await this.#persist(() => this.#tell(execution, undefined));
    const end = await run.toEnd();
    await this.#persist(() => this.#tell(execution, end));
    await this.#persist(() => run.keepSteps());
    await this.#persist(() => this.#store.end(execution, end));
    this.#options.countEnd(execution.machineArn, end.status);
  }

  async #tell(execution: Execution, end: ExecutionEnd | undefined): Promise<void> {
    await this.#options.publish('default', statusEvent(execution, end));
  }

  /** A full disk must not lose the end of an execution: it is written once there is room again. */
  async #persist(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await work();
        return;
      } catch (cause) {
        this.#options.log(`step functions: ${String(cause)} It is tried again.`);
        await this.#clock.wait(persistWaitMillis, this.#stopping.signal);
      }
    }
  }
}

/** `arn:…:stateMachine:name` becomes `arn:…:execution:name:execution`. */
export function executionArnOf({ arn }: Machine, name: string): string {
  return `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
}
