/** A write may have been applied, or may still be applied: 504 for a client. Retrying is safe. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}
