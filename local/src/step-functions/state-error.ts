/** `name` is the error that Retry and Catch match; `message` is the cause. */
export class StateError extends Error {
  /** The interpreter checks these before it retries or catches. */
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

/** Enforces the payload limit. The error cannot be retried or caught, not even with States.ALL. */
export function rejectLargePayload(what: string, payload: string): void {
  if (Buffer.byteLength(payload) <= payloadBytesMax) return;
  throw new StateError(
    'States.DataLimitExceeded',
    `${what} has a size exceeding the maximum number of bytes service limit.`,
    false,
  );
}
