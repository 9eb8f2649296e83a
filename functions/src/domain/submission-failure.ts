import { epochMillis, type Timestamp, toTimestamp } from './instant.ts';
import { getMember } from './member-readers.ts';
import type { StepName, SubmissionFailure } from './submission.ts';
import type { SubmissionId } from './submission-id.ts';
import { readSubmissionId } from './submission-state.ts';

/** `error` is the error's name, for the log. Its message is dropped, because it may contain customer data. */
export interface WorkflowFailure {
  readonly submissionId: SubmissionId;
  readonly failure: SubmissionFailure;
  readonly error: string;
  /** When the execution ended. Missing for a failure that its own execution reports. */
  readonly endedAt?: Timestamp;
}

const reasons: Readonly<Record<StepName, string>> = {
  ValidateIds: 'The IDs could not be checked.',
  AddToTable: 'The IDs could not all be written to the registry.',
  DeleteFromTable: 'The IDs could not all be deleted from the registry.',
  LogEvent: 'The results could not be recorded.',
};

const executionReasons: ReadonlyMap<unknown, string> = new Map([
  ['FAILED', 'The workflow failed because of an internal error.'],
  ['TIMED_OUT', 'The workflow timed out.'],
  ['ABORTED', 'The workflow was aborted by an operator.'],
]);

/** Input of LogFailure: the input of the failed step, plus the error in `failure`. */
export function parseCaughtFailure(state: unknown): WorkflowFailure {
  const error = String(getMember(getMember(state, 'failure'), 'Error'));
  const step = findFailedStep(state);
  const reason = error === 'InvalidSubmissionError' ? 'The submission could not be read.' : reasons[step];
  return { submissionId: readSubmissionId(state), failure: { step, reason }, error };
}

/**
 * Parses the event that Step Functions publishes when an execution fails, times out or is aborted. It does not name the
 * failed step. Returns undefined if the execution's input is not a submission.
 */
export function parseExecutionEnd(event: unknown): WorkflowFailure | undefined {
  const detail = getMember(event, 'detail');
  const status = getMember(detail, 'status');
  const reason = executionReasons.get(status);
  const submissionId = parseInput(getMember(detail, 'input'));
  if (!reason || !submissionId) return undefined;
  const stopDate = getMember(detail, 'stopDate');
  const endedAt = typeof stopDate === 'number' ? { endedAt: toTimestamp(epochMillis(stopDate)) } : {};
  return { submissionId, failure: { reason }, error: `States.${String(status)}`, ...endedAt };
}

/** The step after the last one that recorded its times. */
function findFailedStep(state: unknown): StepName {
  const steps = getMember(state, 'steps');
  const completed = new Set(Array.isArray(steps) ? steps.map((step) => getMember(step, 'name')) : []);
  if (!completed.has('ValidateIds')) return 'ValidateIds';
  const hasWritten = completed.has('AddToTable') || completed.has('DeleteFromTable');
  if (hasWritten || getMember(state, 'validCount') === 0) return 'LogEvent';
  return getMember(state, 'action') === 'delete' ? 'DeleteFromTable' : 'AddToTable';
}

/** The event contains the execution's input as JSON text, or nothing if it is too large. */
function parseInput(input: unknown): SubmissionId | undefined {
  try {
    return readSubmissionId(JSON.parse(String(input)));
  } catch {
    return undefined;
  }
}
