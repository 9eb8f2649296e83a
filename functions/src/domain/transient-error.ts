/**
 * A dependency is unavailable, and nothing was written: 503 for a client, a retry in the workflow. The state machine
 * matches errors by name.
 */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}
