/** The input of a workflow step is not a valid submission. The state machine matches errors by name; this is not retried. */
export class InvalidSubmissionError extends Error {
  override readonly name = 'InvalidSubmissionError';
}
