/** A failure in the words of Step Functions: `name` is what Retry and Catch look at, `message` becomes the Cause. */
export class StateError extends Error {
  /** The interpreter asks for these two before it retries or catches. */
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;

  constructor(error: string, cause: string, mayBeHandled = true) {
    super(cause);
    this.name = error;
    this.isRetryable = mayBeHandled;
    this.isCatchable = mayBeHandled;
  }
}

const payloadBytesMax = 262_144;

/** No state may take in or give out more than this; the error gets past every Retry and Catch, States.ALL included. */
export function refuseLargePayload(what: string, payload: string): void {
  if (Buffer.byteLength(payload) <= payloadBytesMax) return;
  throw new StateError(
    'States.DataLimitExceeded',
    `${what} has a size exceeding the maximum number of bytes service limit.`,
    false,
  );
}
