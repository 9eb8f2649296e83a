import { TransientError } from '#domain/transient-error.ts';

/**
 * What a failed call says about the world: `throttled` wrote nothing and may be tried again, `rejected` wrote nothing
 * and never will, `broken` is a service that said itself that it failed, and everything else leaves the outcome
 * unknown, names that nobody has seen yet included.
 */
export type SdkFailure = 'throttled' | 'rejected' | 'broken' | 'unknown';

const throttles = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
]);

/** The request never left, so nothing can have come of it. */
const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** What became of the attempts of a call, and of the call that an error ended; an attempt without an end is unknown. */
const attemptsOf = new WeakMap<object, unknown[]>();

export async function withAttempts<Value>(call: object, work: () => Promise<Value>): Promise<Value> {
  const attempts: unknown[] = [];
  attemptsOf.set(call, attempts);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Object) attemptsOf.set(error, attempts);
    throw error;
  }
}

export async function recordAttempt<Value>(call: object, attempt: () => Promise<Value>): Promise<Value> {
  const attempts = attemptsOf.get(call) ?? [];
  const index = attempts.push(undefined) - 1;
  try {
    return await attempt();
  } catch (error) {
    attempts[index] = error;
    throw error;
  }
}

/** A throttle at the end proves nothing when an attempt before it was lost. Without an attempt nothing was sent. */
export function sdkFailureOf(error: unknown): SdkFailure {
  const attempts = (error instanceof Object && attemptsOf.get(error)) || [];
  const kinds = attempts.map(attemptFailureOf);
  const worst = (['unknown', 'broken'] as const).find((kind) => kinds.includes(kind));
  return worst ?? kinds.at(-1) ?? 'rejected';
}

/** Reading again is always harmless, so whatever may pass is transient. */
export async function reading<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    throw sdkFailureOf(cause) === 'rejected' ? cause : new TransientError('The service did not answer.', { cause });
  }
}

function attemptFailureOf(error: unknown): SdkFailure {
  if (throttles.has(textAt(error, 'name')) || unsentCodes.has(textAt(error, 'code'))) return 'throttled';
  const status = valueAt(valueAt(error, '$metadata'), 'httpStatusCode');
  if (typeof status !== 'number' || status === 408) return 'unknown';
  if (status === 429) return 'throttled';
  if (status >= 400 && status < 500) return 'rejected';
  // A page of some proxy on the way has a status, but no fault.
  return textAt(error, '$fault') === 'server' ? 'broken' : 'unknown';
}

function textAt(value: unknown, name: string): string {
  const text = valueAt(value, name);
  return typeof text === 'string' ? text : '';
}

function valueAt(value: unknown, name: string): unknown {
  return value instanceof Object ? Reflect.get(value, name) : undefined;
}
