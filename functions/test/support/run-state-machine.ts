import { StateMachine } from 'aws-local-stepfunctions';
import { createHandler as addToTable } from '#handlers/add-to-table.ts';
import { createHandler as deleteFromTable } from '#handlers/delete-from-table.ts';
import { createHandler as logEvent } from '#handlers/log-event.ts';
import { createHandler as validateId } from '#handlers/validate-id.ts';
import { lambdaContext } from './proxy-event.ts';
import { stateMachineDefinition, taskStates } from './state-machine.ts';
import type { SubmissionRuntime } from './submission-runtime.ts';

type Events = ReturnType<StateMachine['run']>['eventLogs'];
type EventLog = Events extends AsyncGenerator<infer Event> ? Event : never;
type Run = (input: unknown) => Promise<unknown>;
export type Tasks = Readonly<Record<'ValidateIds' | 'AddToTable' | 'DeleteFromTable' | 'LogEvent' | 'LogFailure', Run>>;

export interface Execution {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** The name of the error it failed with. */
  readonly error?: string;
  /** The states it went through, in order. */
  readonly path: readonly string[];
  /** How often a state was tried again. */
  readonly retries: Readonly<Record<string, number>>;
}

/** Built once: it takes longer than thousands of executions. */
const machine = new StateMachine(JSON.parse(JSON.stringify(stateMachineDefinition())));
const noWaits = Object.fromEntries(taskStates().map(([name]) => [name, 0]));

/** The deployed handlers over the given runtime, for tests to break. */
export function createTasks(runtime: SubmissionRuntime): Tasks {
  return {
    ValidateIds: invoked(validateId(runtime)),
    AddToTable: invoked(addToTable(runtime)),
    DeleteFromTable: invoked(deleteFromTable(runtime)),
    LogEvent: invoked(logEvent(runtime)),
    LogFailure: invoked(logEvent(runtime)),
  };
}

function invoked(handler: (event: unknown, context: ReturnType<typeof lambdaContext>) => Promise<unknown>): Run {
  return (input) => handler(input, lambdaContext());
}

/** Runs the state machine that is deployed; `waits` false means that a retry follows at once. */
export async function execute(tasks: Tasks, input: unknown, { waits = false } = {}): Promise<Execution> {
  const handlers = Object.entries(tasks).map(([name, run]) => [name, async (state: unknown) => copy(await run(state))]);
  const { result, eventLogs } = machine.run(copy(input), {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(handlers),
      ...(waits ? {} : { retryIntervalOverrides: noWaits }),
    },
  });
  // Its error only wraps the one that the execution failed with, which the log names.
  result.catch(() => undefined);
  return toExecution(await all(eventLogs));
}

async function all(events: Events): Promise<readonly EventLog[]> {
  const seen: EventLog[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

function toExecution(events: readonly EventLog[]): Execution {
  const retries: Record<string, number> = {};
  for (const event of events) {
    if (event.type === 'StateRetried') retries[event.state.name] = (retries[event.state.name] ?? 0) + 1;
  }
  const path = events.flatMap((event) => (event.type === 'StateEntered' ? [event.state.name] : []));
  const failed = events.find((event) => event.type === 'ExecutionFailed');
  return failed ? { status: 'FAILED', error: failed.Error, path, retries } : { status: 'SUCCEEDED', path, retries };
}

/** Between two states there is only JSON. */
function copy(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}

/** A task that fails so many times with an error of this name before it works. */
export function failingFirst(times: number, name: string, run: Run): Run {
  let left = times;
  return async (input) => {
    left -= 1;
    if (left >= 0) throw errorNamed(name);
    return run(input);
  };
}

export function failing(name: string): Run {
  return async () => {
    throw errorNamed(name);
  };
}

function errorNamed(name: string): Error {
  return Object.assign(new Error('words of some service'), { name });
}
