import type { Clock } from '#local/clock.ts';
import type { PublishEvent } from '#local/eventbridge/event.ts';
import { Semaphore } from '#local/semaphore.ts';
import type { Execution, ExecutionEnd, ExecutionFailure } from './execution.ts';
import type { RecordExecutionEnd } from './execution-metrics.ts';
import { ExecutionRun, type RunOptions, Termination } from './execution-run.ts';
import type { ExecutionStore } from './execution-store.ts';
import type { Machine } from './machine.ts';
import { RunPermit } from './run-permit.ts';
import { createStatusEvent } from './status-event.ts';

export interface ExecutionsOptions extends RunOptions {
  readonly machines: readonly Machine[];
  readonly publish: PublishEvent;
  readonly recordEnd: RecordExecutionEnd;
  readonly runningMax: number;
  readonly log: (line: string) => void;
}

const persistRetryMillis = 1_000;

/** Starts, resumes and terminates executions. */
export class Executions {
  readonly #options: ExecutionsOptions;
  readonly #store: ExecutionStore;
  readonly #clock: Clock;
  readonly #semaphore: Semaphore;
  readonly #runs = new Map<string, { readonly run: ExecutionRun; readonly ended: Promise<void> }>();
  readonly #starting = new Map<string, Promise<Execution>>();
  readonly #stopping = new AbortController();

  constructor(options: ExecutionsOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#semaphore = new Semaphore(options.runningMax);
  }

  /** Resumes executions that a stop or a kill interrupted. */
  resume(): void {
    for (const execution of this.#store.all()) {
      if (execution.end !== undefined) continue;
      const machine = this.#options.machines.find(({ arn }) => arn === execution.machineArn);
      if (machine) this.#run(machine, execution);
      else
        this.#options.log(
          `step-functions: ${execution.arn} is not resumed: its state machine is no longer in the stack`,
        );
    }
  }

  /** Idempotent while running. Returns undefined if the name was used with another input or has ended. */
  async start(machine: Machine, name: string, input: string): Promise<Execution | undefined> {
    const arn = toExecutionArn(machine, name);
    const existing = this.#store.get(arn) ?? (await this.#starting.get(arn));
    if (existing) return existing.input === input && existing.end === undefined ? existing : undefined;
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

  /** Does nothing if the execution has ended. */
  async terminate(arn: string, failure: ExecutionFailure): Promise<void> {
    const running = this.#runs.get(arn);
    running?.run.abort(new Termination(failure));
    await running?.ended;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The local AWS is stopping.'));
    const runs = [...this.#runs.values()];
    for (const { run } of runs) run.abort(new Error('The local AWS is stopping.'));
    await Promise.all(runs.map(({ ended }) => ended));
    await this.#store.stop();
  }

  #run(machine: Machine, execution: Execution): void {
    const options = { ...this.#options, persist: (work: () => Promise<void>) => this.#persist(work) };
    const run = new ExecutionRun(options, machine, execution, new RunPermit(this.#semaphore));
    const ended = this.#runToEnd(run, execution).catch((cause: unknown) => {
      if (!this.#stopping.signal.aborted) this.#options.log(`step-functions: ${execution.arn}: ${String(cause)}`);
    });
    this.#runs.set(execution.arn, { run, ended: ended.finally(() => this.#runs.delete(execution.arn)) });
  }

  /** Publishes the status before persisting it: after a crash in between, the event is repeated rather than lost. */
  async #runToEnd(run: ExecutionRun, execution: Execution): Promise<void> {
    if (execution.steps.length === 0) await this.#persist(() => this.#publishStatus(execution, undefined));
    const end = await run.run();
    await this.#persist(() => this.#publishStatus(execution, end));
    await this.#persist(() => run.persistSteps());
    await this.#persist(() => this.#store.end(execution, end));
    this.#options.recordEnd(execution.machineArn, end.status);
  }

  async #publishStatus(execution: Execution, end: ExecutionEnd | undefined): Promise<void> {
    await this.#options.publish('default', createStatusEvent(execution, end));
  }

  /** Retries, so that a full disk does not lose a step or the end of an execution. */
  async #persist(work: () => Promise<void>): Promise<void> {
    for (let isFirst = true; ; isFirst = false) {
      try {
        await work();
        return;
      } catch (cause) {
        if (isFirst) this.#options.log(`step-functions: ${String(cause)} Retrying.`);
        await this.#clock.wait(persistRetryMillis, this.#stopping.signal);
      }
    }
  }
}

/** Turns `arn:…:stateMachine:name` into `arn:…:execution:name:execution`. */
export function toExecutionArn({ arn }: Machine, name: string): string {
  return `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
}
