import { type CustomerId, parseCustomerId } from './customer-id.ts';
import type { Timestamp } from './instant.ts';
import { InvalidSubmissionError } from './invalid-submission-error.ts';
import { timestampPattern } from './limits.generated.ts';
import type { IdResult, InvalidId, RegisteredId, Step, StepName } from './submission.ts';
import { parseSubmissionId, type SubmissionId } from './submission-id.ts';

export type ValidationResult = { readonly id: CustomerId; readonly outcome: 'valid' } | InvalidId;

interface SubmissionState<Result> {
  readonly submissionId: SubmissionId;
  readonly results: readonly Result[];
  readonly validCount: number;
  readonly steps: readonly Step[];
}

/** Output of ValidateIds. */
export type ValidatedSubmission = SubmissionState<ValidationResult>;

/** Input of LogEvent: every ID has its final outcome. */
export type ProcessedSubmission = SubmissionState<IdResult>;

const stepNames: readonly StepName[] = ['ValidateIds', 'AddToTable', 'LogEvent'];

export const parseValidatedSubmission = (state: unknown): ValidatedSubmission =>
  parseState(state, parseValidationResult);

export const parseProcessedSubmission = (state: unknown): ProcessedSubmission => parseState(state, parseIdResult);

export function readSubmissionId(state: unknown): SubmissionId {
  const parsed = parseSubmissionId(readString(state, 'submissionId'));
  return parsed.ok ? parsed.value : reject('submissionId is not a valid submission ID.');
}

export function parseIdResult(value: unknown): IdResult {
  const outcome = getMember(value, 'outcome');
  if (outcome === 'added' || outcome === 'existing') return parseRegisteredId(value, outcome);
  return parseInvalidId(value, outcome);
}

export function parseSteps(state: unknown): readonly Step[] {
  return readArray(state, 'steps').map((step) => ({
    name: parseStepName(getMember(step, 'name')),
    startedAt: parseTimestamp(getMember(step, 'startedAt')),
    endedAt: parseTimestamp(getMember(step, 'endedAt')),
  }));
}

export function parseStepName(value: unknown): StepName {
  return stepNames.find((name) => name === value) ?? reject('A step has an unknown name.');
}

export function parseTimestamp(value: unknown): Timestamp {
  return typeof value === 'string' && timestampPattern.test(value)
    ? (value as Timestamp)
    : reject('A timestamp is invalid.');
}

/** Returns undefined if the value is not an object. */
export function getMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function readString(value: unknown, name: string): string {
  const text = getMember(value, name);
  return typeof text === 'string' ? text : reject(`${name} is not a string.`);
}

export function readArray(value: unknown, name: string): readonly unknown[] {
  const list = getMember(value, name);
  return Array.isArray(list) ? list : reject(`${name} is not an array.`);
}

export function readNumber(value: unknown, name: string): number {
  const number = getMember(value, name);
  return typeof number === 'number' ? number : reject(`${name} is not a number.`);
}

function parseState<Result>(state: unknown, parse: (value: unknown) => Result): SubmissionState<Result> {
  return {
    submissionId: readSubmissionId(state),
    results: readArray(state, 'results').map(parse),
    validCount: readNumber(state, 'validCount'),
    steps: parseSteps(state),
  };
}

function parseValidationResult(value: unknown): ValidationResult {
  const outcome = getMember(value, 'outcome');
  return outcome === 'valid' ? { id: readCustomerId(value), outcome } : parseInvalidId(value, outcome);
}

function parseRegisteredId(value: unknown, outcome: RegisteredId['outcome']): RegisteredId {
  return { id: readCustomerId(value), outcome };
}

function parseInvalidId(value: unknown, outcome: unknown): InvalidId {
  if (outcome !== 'invalid') return reject('A result has an unknown outcome.');
  return { id: readString(value, 'id'), outcome, reason: readString(value, 'reason') };
}

function readCustomerId(value: unknown): CustomerId {
  const parsed = parseCustomerId(readString(value, 'id'));
  return parsed.ok ? parsed.value : reject('A valid result contains an invalid ID.');
}

function reject(message: string): never {
  throw new InvalidSubmissionError(message);
}
