import {
  type Attempt,
  type AttemptEnd,
  type Execution,
  type ExecutionEnd,
  getStepInput,
  type Step,
} from './execution.ts';
import type { Machine } from './machine.ts';

/** An event in the response of GetExecutionHistory. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

interface UnnumberedEvent {
  readonly timestamp: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

export function toHistory(machine: Machine, execution: Execution): readonly HistoryEvent[] {
  const events = [
    event(execution.startedAtMillis, 'ExecutionStarted', 'executionStarted', {
      input: execution.input,
      roleArn: machine.roleArn,
    }),
    ...execution.steps.flatMap((step, index) => stepEvents(machine, step, getStepInput(execution, index))),
    ...(execution.end ? [endEvent(execution.end)] : []),
  ];
  return events.map((event, index) => ({ id: index + 1, previousEventId: index, ...event }));
}

function stepEvents(machine: Machine, step: Step, input: string): readonly UnnumberedEvent[] {
  const { state, type, enteredAtMillis, attempts, exited } = step;
  const entered = event(enteredAtMillis, `${type}StateEntered`, 'stateEntered', { name: state, input });
  const calls = attempts.flatMap((attempt) => attemptEvents(machine, step, attempt, input));
  if (!exited) return [entered, ...calls];
  const { atMillis, output } = exited;
  return [entered, ...calls, event(atMillis, `${type}StateExited`, 'stateExited', { name: state, output })];
}

function attemptEvents(machine: Machine, step: Step, attempt: Attempt, stateInput: string): readonly UnnumberedEvent[] {
  const { startedAtMillis, ended, input = stateInput } = attempt;
  const { functionArn: resource, timeoutSeconds: timeoutInSeconds } = machine.states.get(step.state) ?? {};
  const scheduled = event(startedAtMillis, 'LambdaFunctionScheduled', 'lambdaFunctionScheduled', {
    resource,
    input,
    timeoutInSeconds,
  });
  const started = { timestamp: startedAtMillis / 1000, type: 'LambdaFunctionStarted' };
  return ended ? [scheduled, started, attemptEndEvent(ended, step)] : [scheduled, started];
}

function attemptEndEvent(ended: AttemptEnd, { exited }: Step): UnnumberedEvent {
  if (ended.kind === 'succeeded') {
    const output = ended.output ?? exited?.output;
    return event(ended.atMillis, 'LambdaFunctionSucceeded', 'lambdaFunctionSucceeded', { output });
  }
  const { atMillis, error, cause } = ended;
  return ended.kind === 'timed-out'
    ? event(atMillis, 'LambdaFunctionTimedOut', 'lambdaFunctionTimedOut', { error, cause })
    : event(atMillis, 'LambdaFunctionFailed', 'lambdaFunctionFailed', { error, cause });
}

const endTypes = {
  FAILED: ['ExecutionFailed', 'executionFailed'],
  TIMED_OUT: ['ExecutionTimedOut', 'executionTimedOut'],
  ABORTED: ['ExecutionAborted', 'executionAborted'],
} as const;

function endEvent(end: ExecutionEnd): UnnumberedEvent {
  if (end.status === 'SUCCEEDED') {
    return event(end.atMillis, 'ExecutionSucceeded', 'executionSucceeded', { output: end.output });
  }
  const [type, name] = endTypes[end.status];
  return event(end.atMillis, type, name, { error: end.error, cause: end.cause });
}

function event(atMillis: number, type: string, name: string, details: object): UnnumberedEvent {
  return { timestamp: atMillis / 1000, type, [`${name}EventDetails`]: details };
}
