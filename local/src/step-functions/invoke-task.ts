import type { Clock } from '#local/clock.ts';
import type { FailedInvocation, InvocationOutcome, Invoke } from '#local/lambda/invoke.ts';
import type { Attempt, AttemptEnd, Step } from './execution.ts';
import type { RunPermit } from './run-permit.ts';
import { rejectLargePayload, StateError } from './state-error.ts';

export interface TaskInvocation {
  readonly functionArn: string;
  readonly timeoutSeconds: number | undefined;
  /** Receives the attempt. */
  readonly step: Step;
  readonly stateInput: string;
  /** Held while the function runs; released between attempts. */
  readonly permit: RunPermit;
  readonly invoke: Invoke;
  readonly isInvokeAllowed: (functionArn: string) => boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** About 23 days, just below the maximum delay of a Node timer. */
const timeoutSecondsMax = 2_000_000;

/** Runs one attempt of a Task. Throws the StateError that Retry and Catch match. */
export async function invokeTask(task: TaskInvocation, input: unknown): Promise<unknown> {
  const { step, permit, clock, signal } = task;
  await permit.acquire();
  const text = JSON.stringify(input);
  const attempt: Attempt = { input: text === task.stateInput ? undefined : text, startedAtMillis: clock.now() };
  try {
    throwIfAborted(signal);
    step.attempts.push(attempt);
    const payload = await invokeFunction(task, input);
    const output = JSON.stringify(payload);
    rejectLargePayload(`The state/task '${task.functionArn}' returned a result that`, output);
    attempt.ended = { kind: 'succeeded', atMillis: clock.now(), output };
    return payload;
  } catch (cause) {
    permit.release();
    throwIfAborted(signal);
    const error = cause instanceof StateError ? cause : new StateError('Lambda.SdkClientException', String(cause));
    attempt.ended = toAttemptFailure(error, clock.now());
    throw error;
  }
}

async function invokeFunction(task: TaskInvocation, input: unknown): Promise<unknown> {
  if (!task.isInvokeAllowed(task.functionArn)) throw notAuthorized(task.functionArn);
  const outcome = await withinTimeout(task, task.invoke(task.functionArn, input));
  // As in Lambda, a handler without a return value returns null.
  if (outcome.kind === 'returned') return outcome.payload ?? null;
  throw toStateError(outcome);
}

/** As on AWS, the function continues to run after its Task has timed out. */
async function withinTimeout({ timeoutSeconds, clock, signal }: TaskInvocation, work: Promise<InvocationOutcome>) {
  const timer = new AbortController();
  const deadline = (async () => {
    const seconds = Math.min(timeoutSeconds ?? timeoutSecondsMax, timeoutSecondsMax);
    await clock.wait(seconds * 1000, AbortSignal.any([signal, timer.signal]));
    throw new StateError('States.Timeout', 'The task timed out.');
  })();
  try {
    return await Promise.race([work, deadline]);
  } finally {
    timer.abort();
  }
}

const notAuthorized = (functionArn: string): StateError =>
  new StateError(
    'Lambda.AWSLambdaException',
    `The role of the state machine is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn}`,
  );

/** Maps a Lambda failure to Step Functions' error name. The cause is Lambda's error payload. */
function toStateError({ kind, errorType, errorMessage }: FailedInvocation): StateError {
  const payload = JSON.stringify({ errorMessage, errorType });
  switch (kind) {
    case 'threw':
      return new StateError(errorType, payload);
    case 'timed-out':
      return new StateError('Sandbox.Timedout', payload);
    case 'crashed':
      return new StateError(
        'Lambda.Unknown',
        `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
      );
    case 'throttled':
      return new StateError('Lambda.TooManyRequestsException', errorMessage);
  }
}

function toAttemptFailure({ name, message }: StateError, atMillis: number): AttemptEnd {
  return { kind: name === 'States.Timeout' ? 'timed-out' : 'failed', atMillis, error: name, cause: message };
}

/** After an abort the interpreter still attempts its next retry. */
function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new StateError('ExecutionAborted', 'The execution was aborted.', false);
}
