import { TransientError } from '#domain/transient-error.ts';

/**
 * `throttled`: the service refused the request or could not be reached, so nothing was written; retry later. `rejected`: nothing was written, a retry cannot help. `broken`: the service
 * reported an internal error. `unknown`: anything else, including errors we do not recognize.
 */
export type SdkFailure = 'throttled' | 'rejected' | 'broken' | 'unknown';

const throttles = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  // The service refused the request before processing it.
  'ServiceUnavailable',
  'ServiceUnavailableException',
]);

/** The request was not sent. */
const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Errors of each attempt, by call context and by the error thrown. `undefined` is an attempt without a response. */
const attemptErrors = new WeakMap<object, unknown[]>();

export async function withAttempts<Value>(call: object, work: () => Promise<Value>): Promise<Value> {
  const attempts: unknown[] = [];
  attemptErrors.set(call, attempts);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Object) attemptErrors.set(error, attempts);
    throw error;
  }
}

export async function recordAttempt<Value>(call: object, attempt: () => Promise<Value>): Promise<Value> {
  const attempts = attemptErrors.get(call) ?? [];
  const index = attempts.push(undefined) - 1;
  try {
    return await attempt();
  } catch (error) {
    attempts[index] = error;
    throw error;
  }
}

/** Uses the worst attempt: a final throttle does not undo an earlier attempt with an unknown outcome. */
export function classifySdkFailure(error: unknown): SdkFailure {
  const attempts = (error instanceof Object && attemptErrors.get(error)) || [];
  const kinds = attempts.map(classifyAttempt);
  const worst = (['unknown', 'broken'] as const).find((kind) => kinds.includes(kind));
  return worst ?? kinds.at(-1) ?? 'rejected';
}

/** Reads can always be retried, so every failure except a rejection is transient. */
export async function mapReadErrors<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    throw classifySdkFailure(cause) === 'rejected'
      ? cause
      : new TransientError('The AWS service is unavailable.', { cause });
  }
}

function classifyAttempt(error: unknown): SdkFailure {
  if (throttles.has(readString(error, 'name')) || unsentCodes.has(readString(error, 'code'))) return 'throttled';
  const status = valueAt(valueAt(error, '$metadata'), 'httpStatusCode');
  if (typeof status !== 'number' || status === 408) return 'unknown';
  if (status === 429) return 'throttled';
  if (status >= 400 && status < 500) return 'rejected';
  // A response from an intermediate proxy has a status but no $fault.
  return readString(error, '$fault') === 'server' ? 'broken' : 'unknown';
}

function readString(value: unknown, name: string): string {
  const text = valueAt(value, name);
  return typeof text === 'string' ? text : '';
}

function valueAt(value: unknown, name: string): unknown {
  return value instanceof Object ? Reflect.get(value, name) : undefined;
}
