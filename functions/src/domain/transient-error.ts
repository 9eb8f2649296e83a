/**
 * The world is busy or gone, nothing was written, and trying again is right: 503 for a client, a retry in the workflow.
 * Its name is set because the state machine matches names.
 */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}
