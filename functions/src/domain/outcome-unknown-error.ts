/** A write may have happened, or may still happen: 504 for a client. Repeating the same write is safe. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}
