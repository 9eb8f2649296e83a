import type { StepName, SubmissionFailure } from './submission.ts';
import type { SubmissionId } from './submission-id.ts';
import { memberOf, readSubmissionId } from './submission-state.ts';

/** A submission that its workflow gave up, and what is left of the error: a name for the log, never its text. */
export interface GivenUpSubmission {
  readonly submissionId: SubmissionId;
  readonly failure: SubmissionFailure;
  readonly error: string;
}

const reasons: Readonly<Record<StepName, string>> = {
  ValidateIds: 'The IDs could not be checked.',
  AddToTable: 'The IDs could not all be written to the registry.',
  LogEvent: 'The results could not be recorded.',
};

const endings: ReadonlyMap<unknown, string> = new Map([
  ['FAILED', 'The workflow stopped because of a fault.'],
  ['TIMED_OUT', 'The workflow did not finish in its time.'],
  ['ABORTED', 'The workflow was stopped by hand.'],
]);

/** The input of LogFailure: the state as it was when a step failed for good, and the error beside it. */
export function readCaughtFailure(state: unknown): GivenUpSubmission {
  const error = String(memberOf(memberOf(state, 'failure'), 'Error'));
  const step = failedStep(state);
  const reason = error === 'InvalidSubmissionError' ? 'The submission could not be read.' : reasons[step];
  return { submissionId: readSubmissionId(state), failure: { step, reason }, error };
}

/**
 * The event that Step Functions publishes when an execution ends without success, whether or not it was caught.
 * It does not say in which step. None when the execution was not about a submission.
 */
export function readExecutionEnd(event: unknown): GivenUpSubmission | undefined {
  const detail = memberOf(event, 'detail');
  const status = memberOf(detail, 'status');
  const reason = endings.get(status);
  const submissionId = submissionIdIn(memberOf(detail, 'input'));
  return reason && submissionId ? { submissionId, failure: { reason }, error: `States.${String(status)}` } : undefined;
}

/** The step after the last one that reported its times. */
function failedStep(state: unknown): StepName {
  const steps = memberOf(state, 'steps');
  const done = new Set(Array.isArray(steps) ? steps.map((step) => memberOf(step, 'name')) : []);
  if (!done.has('ValidateIds')) return 'ValidateIds';
  if (done.has('AddToTable') || memberOf(state, 'validCount') === 0) return 'LogEvent';
  return 'AddToTable';
}

/** The execution's input comes as text, and not at all when it was too large for the event. */
function submissionIdIn(input: unknown): SubmissionId | undefined {
  try {
    return readSubmissionId(JSON.parse(String(input)));
  } catch {
    return undefined;
  }
}
