import { type CustomerId, parseCustomerId } from './customer-id.ts';
import type { Timestamp } from './instant.ts';
import { InvalidSubmissionError } from './invalid-submission-error.ts';
import { timestampPattern } from './limits.generated.ts';
import type { IdResult, InvalidId, RecordedId, Step, StepName } from './submission.ts';
import { parseSubmissionId, type SubmissionId } from './submission-id.ts';

export type IdVerdict = { readonly id: CustomerId; readonly outcome: 'valid' } | InvalidId;

interface SubmissionState<Result> {
  readonly submissionId: SubmissionId;
  readonly results: readonly Result[];
  readonly validCount: number;
  readonly steps: readonly Step[];
}

/** What ValidateIds hands on. */
export type CheckedSubmission = SubmissionState<IdVerdict>;

/** What LogEvent takes: every ID has come to its end. */
export type RecordedSubmission = SubmissionState<IdResult>;

const stepNames: readonly StepName[] = ['ValidateIds', 'AddToTable', 'LogEvent'];

export const readCheckedSubmission = (state: unknown): CheckedSubmission => readState(state, readVerdict);

export const readRecordedSubmission = (state: unknown): RecordedSubmission => readState(state, readResult);

export function readSubmissionId(state: unknown): SubmissionId {
  const parsed = parseSubmissionId(textAt(state, 'submissionId'));
  return parsed.ok ? parsed.value : refuse('submissionId is no submission id.');
}

export function readResult(value: unknown): IdResult {
  const outcome = memberOf(value, 'outcome');
  if (outcome === 'added' || outcome === 'existing') return readRecordedId(value, outcome);
  return readInvalidId(value, outcome);
}

export function readSteps(state: unknown): readonly Step[] {
  return listAt(state, 'steps').map((step) => ({
    name: readStepName(memberOf(step, 'name')),
    startedAt: readTimestamp(memberOf(step, 'startedAt')),
    endedAt: readTimestamp(memberOf(step, 'endedAt')),
  }));
}

export function readStepName(value: unknown): StepName {
  return stepNames.find((name) => name === value) ?? refuse('A step has no known name.');
}

export function readTimestamp(value: unknown): Timestamp {
  return typeof value === 'string' && timestampPattern.test(value)
    ? (value as Timestamp)
    : refuse('A time is no time.');
}

/** A member of what may be no object at all. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function textAt(value: unknown, name: string): string {
  const text = memberOf(value, name);
  return typeof text === 'string' ? text : refuse(`${name} is no text.`);
}

export function listAt(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : refuse(`${name} is no list.`);
}

export function numberAt(value: unknown, name: string): number {
  const number = memberOf(value, name);
  return typeof number === 'number' ? number : refuse(`${name} is no number.`);
}

function readState<Result>(state: unknown, read: (value: unknown) => Result): SubmissionState<Result> {
  return {
    submissionId: readSubmissionId(state),
    results: listAt(state, 'results').map(read),
    validCount: numberAt(state, 'validCount'),
    steps: readSteps(state),
  };
}

function readVerdict(value: unknown): IdVerdict {
  const outcome = memberOf(value, 'outcome');
  return outcome === 'valid' ? { id: readCustomerId(value), outcome } : readInvalidId(value, outcome);
}

function readRecordedId(value: unknown, outcome: RecordedId['outcome']): RecordedId {
  return { id: readCustomerId(value), outcome };
}

function readInvalidId(value: unknown, outcome: unknown): InvalidId {
  if (outcome !== 'invalid') return refuse('A result has no known outcome.');
  return { id: textAt(value, 'id'), outcome, reason: textAt(value, 'reason') };
}

function readCustomerId(value: unknown): CustomerId {
  const parsed = parseCustomerId(textAt(value, 'id'));
  return parsed.ok ? parsed.value : refuse('A result that is not invalid has an invalid ID.');
}

function refuse(why: string): never {
  throw new InvalidSubmissionError(why);
}
