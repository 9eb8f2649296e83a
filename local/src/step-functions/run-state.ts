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
  /** Calls the state's function; what it throws goes through the state's Retry and Catch. */
  readonly invoke: (input: unknown) => Promise<unknown>;
  /** Instead of the waits that the state's Retry asks for; undefined for those. */
  readonly retryWaitMillis: number | undefined;
  readonly signal: AbortSignal;
}

export interface StateEnd {
  readonly output: string;
  readonly next: string | undefined;
}

type JsonValue = Parameters<StateMachine['run']>[0];

/** Longer than any timeout that a Task may have: those are kept by who invokes the function. */
const neverSeconds = 2_000_000;

/**
 * Runs one state of a machine, with its retries and its catchers, and tells which state comes next. One at a time, so that
 * each end can be put on disk before the next state begins, and a run can begin anywhere. Throws what ends the execution.
 */
export async function runState(options: StateRun): Promise<StateEnd> {
  const { machine, state, input, signal } = options;
  signal.throwIfAborted();
  const { StateMachine: Stepper } = await loadLibrary();
  const stepper = new Stepper(onlyState(machine, state), { validationOptions: { noValidate: true } });
  const run = stepper.run(JSON.parse(input), runOptions(options));
  signal.addEventListener('abort', run.abort, { once: true });
  try {
    const output = await run.result;
    return { output: JSON.stringify(output), next: await stateEnteredNext(run.eventLogs, state.name) };
  } catch (cause) {
    signal.throwIfAborted();
    throw asStateError(cause);
  } finally {
    signal.removeEventListener('abort', run.abort);
  }
}

/** It takes a third of a second to load, which the start of the system need not wait for. */
export const loadLibrary = () => import('aws-local-stepfunctions');

/** Every other state only hands its input through, so the run ends one state later with this one's output. */
function onlyState({ states }: Machine, { name, fields, type }: State): StateMachineDefinition {
  const others = [...states.keys()].map((other) => [other, { Type: 'Pass', End: true }]);
  const itself = type === 'Task' ? { ...fields, TimeoutSeconds: neverSeconds } : fields;
  // The definition was read by parseMachine and is checked by asl-validator in the tests.
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

async function stateEnteredNext(
  events: ReturnType<StateMachine['run']>['eventLogs'],
  current: string,
): Promise<string | undefined> {
  let next: string | undefined;
  for await (const event of events) {
    if (event.type === 'StateEntered' && event.state.name !== current) next = event.state.name;
  }
  return next;
}

/** The interpreter wraps what ended the run. */
function asStateError(thrown: unknown): StateError {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (cause instanceof StateError) return cause;
  if (cause instanceof Error) return new StateError(cause.name, cause.message);
  return new StateError('States.Runtime', String(thrown));
}
