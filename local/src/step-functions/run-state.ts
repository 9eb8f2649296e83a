import type { RunOptions, StateMachine, StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Execution } from './execution.ts';
import type { Machine, State } from './machine.ts';
import { StateError } from './state-error.ts';

export interface StateRun {
  readonly machine: Machine;
  readonly state: State;
  readonly execution: Execution;
  /** JSON text. */
  readonly input: string;
  /** Invokes the state's function; errors go through the state's Retry and Catch. */
  readonly invoke: (input: unknown) => Promise<unknown>;
  /** Overrides the retry delays of the state machine. */
  readonly retryWaitMillis: number | undefined;
  readonly signal: AbortSignal;
}

export interface StateEnd {
  readonly output: string;
  readonly next: string | undefined;
}

type JsonValue = Parameters<StateMachine['run']>[0];

/** Disables the interpreter's timeout: `invokeTask` enforces TimeoutSeconds. */
const taskTimeoutSeconds = 2_000_000;

/**
 * Runs one state with its retries and catchers. One at a time, so that each result is persisted before the next state
 * begins and an execution can resume at any state. Throws the error that ends the execution.
 */
export async function runState(options: StateRun): Promise<StateEnd> {
  const { machine, state, input, signal } = options;
  signal.throwIfAborted();
  const { StateMachine: Stepper } = await loadInterpreter();
  const stepper = new Stepper(toSingleStateDefinition(machine, state), { validationOptions: { noValidate: true } });
  const run = stepper.run(JSON.parse(input), runOptions(options));
  signal.addEventListener('abort', run.abort, { once: true });
  try {
    const output = await run.result;
    return { output: JSON.stringify(output), next: await findNextState(run.eventLogs, state.name) };
  } catch (cause) {
    signal.throwIfAborted();
    throw toStateError(cause);
  } finally {
    signal.removeEventListener('abort', run.abort);
  }
}

/** Loaded on demand: it takes 300 ms, which would delay the start. */
export const loadInterpreter = () => import('aws-local-stepfunctions');

/** Replaces every other state with a Pass that ends the run, so that it ends after this state. */
function toSingleStateDefinition({ states }: Machine, { name, fields, type }: State): StateMachineDefinition {
  const others = [...states.keys()].map((other) => [other, { Type: 'Pass', End: true }]);
  const itself = type === 'Task' ? { ...fields, TimeoutSeconds: taskTimeoutSeconds } : fields;
  // parseMachine has validated the definition, and the tests check it with asl-validator.
  return { StartAt: name, States: { ...Object.fromEntries(others), [name]: itself } } as StateMachineDefinition;
}

function runOptions({ machine, state, execution, invoke, retryWaitMillis }: StateRun): RunOptions {
  return {
    overrides: {
      taskResourceLocalHandlers: { [state.name]: async (input) => (await invoke(input)) as JsonValue },
      ...(retryWaitMillis === undefined ? {} : { retryIntervalOverrides: { [state.name]: retryWaitMillis } }),
    },
    context: {
      Execution: { Id: execution.arn, Name: execution.name },
      StateMachine: { Id: machine.arn, Name: machine.name },
      State: { Name: state.name },
    },
  };
}

async function findNextState(
  events: ReturnType<StateMachine['run']>['eventLogs'],
  current: string,
): Promise<string | undefined> {
  let next: string | undefined;
  for await (const event of events) {
    if (event.type === 'StateEntered' && event.state.name !== current) next = event.state.name;
  }
  return next;
}

/** Unwraps the interpreter's error. */
function toStateError(thrown: unknown): StateError {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (cause instanceof StateError) return cause;
  if (cause instanceof Error) return new StateError(cause.name, cause.message);
  return new StateError('States.Runtime', String(thrown));
}
