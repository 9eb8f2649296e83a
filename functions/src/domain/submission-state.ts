import { InvalidSubmissionError } from './invalid-submission-error.ts';
import { getMember, memberReaders } from './member-readers.ts';
import type { IdResult, Outcome, Step, StepName } from './submission.ts';
import { parseSubmissionId, type SubmissionId } from './submission-id.ts';

export type Validity = 'valid' | 'invalid';

/** The state between two steps. Contains no IDs: `outcomes` has one entry per position of the submission's `ids`. */
interface SubmissionState<Code> {
  readonly submissionId: SubmissionId;
  readonly outcomes: readonly Code[];
  readonly validCount: number;
  readonly steps: readonly Step[];
}

/** Output of ValidateIds. */
export type ValidatedSubmission = SubmissionState<Validity>;

/** Input of LogEvent: every position has its final outcome. */
export type ProcessedSubmission = SubmissionState<Outcome>;

const stepNames: readonly StepName[] = ['ValidateIds', 'AddToTable', 'LogEvent'];
const validities: readonly Validity[] = ['valid', 'invalid'];
const finalOutcomes: readonly Outcome[] = ['added', 'existing', 'invalid'];

/** Of the workflow's state and of a stored submission. */
export const { readString, readNumber, readArray, readTimestamp } = memberReaders(
  (name) => new InvalidSubmissionError(`${name} is missing or malformed.`),
);

export const parseValidatedSubmission = (state: unknown): ValidatedSubmission => parseState(state, validities);

export const parseProcessedSubmission = (state: unknown): ProcessedSubmission => parseState(state, finalOutcomes);

export function readSubmissionId(state: unknown): SubmissionId {
  const parsed = parseSubmissionId(readString(state, 'submissionId'));
  return parsed.ok ? parsed.value : reject('submissionId is not a valid submission ID.');
}

export function parseIdResult(value: unknown): IdResult {
  const outcome = parseOneOf(finalOutcomes, getMember(value, 'outcome'));
  return outcome === 'invalid' ? { outcome, reason: readString(value, 'reason') } : { outcome };
}

export function parseSteps(state: unknown): readonly Step[] {
  return readArray(state, 'steps').map((step) => ({
    name: parseStepName(getMember(step, 'name')),
    startedAt: readTimestamp(step, 'startedAt'),
    endedAt: readTimestamp(step, 'endedAt'),
  }));
}

export function parseStepName(value: unknown): StepName {
  return stepNames.find((name) => name === value) ?? reject('A step has an unknown name.');
}

/** The state's positions only mean something for the submission they were computed from. */
export function requireSameLength(ids: readonly unknown[], outcomes: readonly unknown[]): void {
  if (ids.length !== outcomes.length) reject('The number of outcomes is not the number of submitted IDs.');
}

function parseState<Code extends string>(state: unknown, codes: readonly Code[]): SubmissionState<Code> {
  return {
    submissionId: readSubmissionId(state),
    outcomes: readArray(state, 'outcomes').map((outcome) => parseOneOf(codes, outcome)),
    validCount: readNumber(state, 'validCount'),
    steps: parseSteps(state),
  };
}

export function parseOneOf<Code extends string>(codes: readonly Code[], value: unknown): Code {
  return codes.find((code) => code === value) ?? reject('A value is not one of the known ones.');
}

function reject(message: string): never {
  throw new InvalidSubmissionError(message);
}
