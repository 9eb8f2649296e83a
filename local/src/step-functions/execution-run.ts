import type { IsRoleAllowed } from '#local/aws/role-permissions.ts';
import type { Clock } from '#local/clock.ts';
import type { Invoke } from '#local/lambda/invoke.ts';
import { type Execution, type ExecutionEnd, type ExecutionFailure, findResumption, type Step } from './execution.ts';
import type { ExecutionStore } from './execution-store.ts';
import { invokeTask } from './invoke-task.ts';
import type { Machine, State } from './machine.ts';
import type { RunPermit } from './run-permit.ts';
import { runState, type StateEnd } from './run-state.ts';
import { rejectLargePayload, StateError } from './state-error.ts';

export interface RunOptions {
  readonly store: ExecutionStore;
  readonly invoke: Invoke;
  readonly roleAllows: IsRoleAllowed;
  readonly clock: Clock;
  readonly retryWaitMillis: number | undefined;
}

export interface ExecutionRunOptions extends RunOptions {
  /** Repeats the work until it succeeds: a full disk delays an execution and does not lose it. */
  readonly persist: (work: () => Promise<void>) => Promise<void>;
}

/** The abort reason that ends an execution. With any other reason, the next start resumes it. */
export class Termination extends Error {
  readonly failure: ExecutionFailure;

  constructor(failure: ExecutionFailure) {
    super(failure.status);
    this.failure = failure;
  }
}

/** Runs one execution from its current state to its end. Throws only when stopped. */
export class ExecutionRun {
  readonly #options: ExecutionRunOptions;
  readonly #machine: Machine;
  readonly #execution: Execution;
  readonly #permit: RunPermit;
  readonly #abort = new AbortController();
  #persistedSteps: number;

  constructor(options: ExecutionRunOptions, machine: Machine, execution: Execution, permit: RunPermit) {
    this.#options = options;
    this.#machine = machine;
    this.#execution = execution;
    this.#permit = permit;
    this.#persistedSteps = findResumption(execution, machine.startAt).finished;
  }

  abort(reason: Error): void {
    this.#abort.abort(reason);
  }

  async run(): Promise<ExecutionEnd> {
    const { signal } = this.#abort;
    const timer = new AbortController();
    try {
      await this.#permit.acquire();
      this.#startTimer(timer.signal);
      const output = await this.#runStates();
      return { status: 'SUCCEEDED', atMillis: this.#options.clock.now(), output };
    } catch (cause) {
      return { ...toFailure(signal.aborted ? signal.reason : cause), atMillis: this.#options.clock.now() };
    } finally {
      timer.abort();
      this.#permit.release();
    }
  }

  async persistSteps(): Promise<void> {
    const count = this.#execution.steps.length;
    await this.#options.store.saveSteps(this.#execution, this.#persistedSteps);
    this.#persistedSteps = count;
  }

  async #runStates(): Promise<string> {
    const { finished, ...resumed } = findResumption(this.#execution, this.#machine.startAt);
    this.#execution.steps.splice(finished);
    let { state: name, input } = resumed;
    while (name !== undefined) {
      const state = this.#machine.states.get(name);
      if (state === undefined) throw new StateError('States.Runtime', `State ${name} does not exist.`);
      const { output, next } = await this.#runStep(state, input);
      // Other states are deterministic and cheap to run again after a restart. The end is persisted with its steps.
      if (state.type === 'Task' && next !== undefined) await this.#options.persist(() => this.persistSteps());
      name = next;
      input = output;
    }
    return input;
  }

  async #runStep(state: State, input: string): Promise<StateEnd> {
    const { clock } = this.#options;
    const step: Step = { state: state.name, type: state.type, enteredAtMillis: clock.now(), attempts: [] };
    this.#execution.steps.push(step);
    rejectLargePayload(`The input of the state '${state.name}'`, input);
    const end = await this.#runState(state, step, input);
    rejectLargePayload(`The output of the state '${state.name}'`, end.output);
    step.exited = { atMillis: clock.now(), ...end };
    removeRepeatedOutput(step);
    return end;
  }

  #runState(state: State, step: Step, input: string): Promise<StateEnd> {
    const { signal } = this.#abort;
    const { functionArn = '', timeoutSeconds } = state;
    const { invoke, roleAllows, clock } = this.#options;
    const isInvokeAllowed = (arn: string) => roleAllows(this.#machine.roleArn, 'lambda:InvokeFunction', arn);
    const permit = this.#permit;
    const task = {
      functionArn,
      timeoutSeconds,
      step,
      stateInput: input,
      permit,
      invoke,
      isInvokeAllowed,
      clock,
      signal,
    };
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

  /** Measures only running time in this process, excluding the wait for a permit and the time before a restart. */
  #startTimer(signal: AbortSignal): void {
    const { timeoutSeconds } = this.#machine;
    if (timeoutSeconds === undefined) return;
    this.#options.clock.wait(timeoutSeconds * 1000, signal).then(
      () => this.abort(new Termination({ status: 'TIMED_OUT' })),
      () => undefined,
    );
  }
}

function toFailure(cause: unknown): ExecutionFailure {
  if (cause instanceof Termination) return cause.failure;
  if (cause instanceof StateError) return { status: 'FAILED', error: cause.name, cause: cause.message };
  throw cause;
}

function removeRepeatedOutput({ attempts, exited }: Step): void {
  const last = attempts.at(-1);
  if (last?.ended?.kind !== 'succeeded' || last.ended.output !== exited?.output) return;
  last.ended = { kind: 'succeeded', atMillis: last.ended.atMillis };
}
