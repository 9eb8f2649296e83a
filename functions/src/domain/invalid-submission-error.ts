/**
 * What came to a step of the workflow is no submission. Its name is set because the state machine matches names;
 * this one is not among those that are tried again.
 */
export class InvalidSubmissionError extends Error {
  override readonly name = 'InvalidSubmissionError';
}
