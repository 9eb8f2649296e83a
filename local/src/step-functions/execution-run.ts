import type { RoleAllows } from '#local/aws/role-permissions.ts';
import type { Clock } from '#local/clock.ts';
import type { Invoke } from '#local/lambda/invoke.ts';
import { type Execution, type ExecutionEnd, type ExecutionFailure, resumptionOf, type Step } from './execution.ts';
import type { ExecutionStore } from './execution-store.ts';
import { invokeTask } from './invoke-task.ts';
import type { Machine, State } from './machine.ts';
import type { Turn } from './run-permit.ts';
import { runState, type StateEnd } from './run-state.ts';
import { refuseLargePayload, StateError } from './state-error.ts';

export interface RunOptions {
  readonly store: ExecutionStore;
  readonly invoke: Invoke;
  readonly roleAllows: RoleAllows;
  readonly clock: Clock;
  readonly retryWaitMillis: number | undefined;
}

/** Aborts a run for good: it ends so. Any other reason only stops it, to be taken up at the next start. */
export class Termination extends Error {
  readonly failure: ExecutionFailure;

  constructor(failure: ExecutionFailure) {
    super(failure.status);
    this.failure = failure;
  }
}

/** Carries one execution from where it is to its end, and gives that end. Throws only when it is stopped. */
export class ExecutionRun {
  readonly #options: RunOptions;
  readonly #machine: Machine;
  readonly #execution: Execution;
  readonly #turn: Turn;
  readonly #abort = new AbortController();
  #durable: number;

  constructor(options: RunOptions, machine: Machine, execution: Execution, turn: Turn) {
    this.#options = options;
    this.#machine = machine;
    this.#execution = execution;
    this.#turn = turn;
    this.#durable = resumptionOf(execution, machine.startAt).finished;
  }

  abort(reason: Error): void {
    this.#abort.abort(reason);
  }

  async toEnd(): Promise<ExecutionEnd> {
    const { signal } = this.#abort;
    const timer = new AbortController();
    try {
      await this.#turn.take();
      this.#startTimer(timer.signal);
      const output = await this.#runStates();
      return { status: 'SUCCEEDED', atMillis: this.#options.clock.now(), output };
    } catch (cause) {
      return { ...failureOf(signal.aborted ? signal.reason : cause), atMillis: this.#options.clock.now() };
    } finally {
      timer.abort();
      this.#turn.give();
    }
  }

  /** What the states have done so far is kept with the end. */
  async keepSteps(): Promise<void> {
    const from = this.#durable;
    this.#durable = this.#execution.steps.length;
    await this.#options.store.advance(this.#execution, from);
  }

  async #runStates(): Promise<string> {
    const { finished, ...resumed } = resumptionOf(this.#execution, this.#machine.startAt);
    this.#execution.steps.splice(finished);
    let { state: name, input } = resumed;
    for (;;) {
      const state = this.#machine.states.get(name);
      if (state === undefined) throw new StateError('States.Runtime', `There is no state ${name}.`);
      const { output, next } = await this.#runStep(state, input);
      if (next === undefined) return output;
      // States without a function are quickly run again, and come to the same.
      if (state.type === 'Task') await this.keepSteps();
      name = next;
      input = output;
    }
  }

  async #runStep(state: State, input: string): Promise<StateEnd> {
    const { clock } = this.#options;
    const step: Step = { state: state.name, type: state.type, enteredAtMillis: clock.now(), attempts: [] };
    this.#execution.steps.push(step);
    refuseLargePayload(`The input of the state '${state.name}'`, input);
    const end = await this.#runState(state, step, input);
    refuseLargePayload(`The output of the state '${state.name}'`, end.output);
    step.exited = { atMillis: clock.now(), ...end };
    forgetRepeatedOutput(step);
    return end;
  }

  #runState(state: State, step: Step, input: string): Promise<StateEnd> {
    const { signal } = this.#abort;
    const { functionArn = '', timeoutSeconds } = state;
    const { invoke, roleAllows, clock } = this.#options;
    const mayInvoke = (arn: string) => roleAllows(this.#machine.roleArn, 'lambda:InvokeFunction', arn);
    const turn = this.#turn;
    const task = { functionArn, timeoutSeconds, step, stateInput: input, turn, invoke, mayInvoke, clock, signal };
    return runState({
      machine: this.#machine,
      state,
      execution: this.#execution,
      input,
      invoke: (value) => invokeTask(task, value),
      retryWaitMillis: this.#options.retryWaitMillis,
      signal,
    });
  }

  /** Counts the time that this process runs the execution: not what it waits for its turn, nor what lies before a restart. */
  #startTimer(signal: AbortSignal): void {
    const { timeoutSeconds } = this.#machine;
    if (timeoutSeconds === undefined) return;
    this.#options.clock.wait(timeoutSeconds * 1000, signal).then(
      () => this.abort(new Termination({ status: 'TIMED_OUT' })),
      () => undefined,
    );
  }
}

function failureOf(cause: unknown): ExecutionFailure {
  if (cause instanceof Termination) return cause.failure;
  if (cause instanceof StateError) return { status: 'FAILED', error: cause.name, cause: cause.message };
  throw cause;
}

function forgetRepeatedOutput({ attempts, exited }: Step): void {
  const last = attempts.at(-1);
  if (last?.ended?.kind !== 'succeeded' || last.ended.output !== exited?.output) return;
  last.ended = { kind: 'succeeded', atMillis: last.ended.atMillis };
}
