import type { Clock } from '#local/clock.ts';
import type { FailedInvocation, InvocationOutcome, Invoke } from '#local/lambda/invoke.ts';
import type { Attempt, AttemptEnd, Step } from './execution.ts';
import type { Turn } from './run-permit.ts';
import { refuseLargePayload, StateError } from './state-error.ts';

export interface TaskInvocation {
  readonly functionArn: string;
  readonly timeoutSeconds: number | undefined;
  /** Remembers each attempt. */
  readonly step: Step;
  readonly stateInput: string;
  /** Held while the function runs, given away between an attempt that failed and the next. */
  readonly turn: Turn;
  readonly invoke: Invoke;
  readonly mayInvoke: (functionArn: string) => boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The longest that a timer of Node can wait, or nearly: 23 days. */
const timeoutSecondsMax = 2_000_000;

/** One attempt at a Task. Throws what its Retry and Catch shall see. */
export async function invokeTask(task: TaskInvocation, input: unknown): Promise<unknown> {
  const { step, turn, clock, signal } = task;
  await turn.take();
  const text = JSON.stringify(input);
  const attempt: Attempt = { input: text === task.stateInput ? undefined : text, startedAtMillis: clock.now() };
  try {
    refuseWhenAborted(signal);
    step.attempts.push(attempt);
    const payload = await resultOf(task, input);
    const output = JSON.stringify(payload);
    refuseLargePayload(`The state/task '${task.functionArn}' returned a result that`, output);
    attempt.ended = { kind: 'succeeded', atMillis: clock.now(), output };
    return payload;
  } catch (cause) {
    turn.give();
    refuseWhenAborted(signal);
    const error = cause instanceof StateError ? cause : new StateError('Lambda.SdkClientException', String(cause));
    attempt.ended = failedAttempt(error, clock.now());
    throw error;
  }
}

async function resultOf(task: TaskInvocation, input: unknown): Promise<unknown> {
  if (!task.mayInvoke(task.functionArn)) throw notAuthorized(task.functionArn);
  const outcome = await withinTimeout(task, task.invoke(task.functionArn, input));
  // A handler that returns nothing gives null, as Lambda does.
  if (outcome.kind === 'returned') return outcome.payload ?? null;
  throw errorOf(outcome);
}

/** As on AWS the function goes on when its Task has timed out; only nobody waits for it any more. */
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

/** How Step Functions names what went wrong in Lambda. The cause is what Lambda answered with. */
function errorOf({ kind, errorType, errorMessage }: FailedInvocation): StateError {
  const answer = JSON.stringify({ errorMessage, errorType });
  switch (kind) {
    case 'threw':
      return new StateError(errorType, answer);
    case 'timed-out':
      return new StateError('Sandbox.Timedout', answer);
    case 'crashed':
      return new StateError(
        'Lambda.Unknown',
        `The cause could not be determined because Lambda did not return an error type. Returned payload: ${answer}`,
      );
    case 'throttled':
      return new StateError('Lambda.TooManyRequestsException', errorMessage);
  }
}

function failedAttempt({ name, message }: StateError, atMillis: number): AttemptEnd {
  return { kind: name === 'States.Timeout' ? 'timed-out' : 'failed', atMillis, error: name, cause: message };
}

/** After an abort the interpreter still comes round to its next retry; it must not get through. */
function refuseWhenAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new StateError('ExecutionAborted', 'The execution was aborted.', false);
}
