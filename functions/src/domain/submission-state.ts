import { InvalidSubmissionError } from './invalid-submission-error.ts';
import { getMember, memberReaders } from './member-readers.ts';
import {
  type Action,
  type IdResult,
  type Outcome,
  outcomesByAction,
  type Step,
  type StepName,
  type Submission,
  type SubmissionCounts,
} from './submission.ts';
import { parseSubmissionId, type SubmissionId } from './submission-id.ts';

export type Validity = 'valid' | 'invalid';

/** The state between two steps. Contains no IDs: `outcomes` has one entry per position of the submission's `ids`. */
interface SubmissionState<Code> {
  readonly submissionId: SubmissionId;
  readonly action: Action;
  readonly outcomes: readonly Code[];
  readonly validCount: number;
  readonly steps: readonly Step[];
}

/** Output of ValidateIds. The state machine branches on the action. */
export type ValidatedSubmission = SubmissionState<Validity>;

/** Input of LogEvent: every position has its final outcome. */
export type ProcessedSubmission = SubmissionState<Outcome>;

const stepNames: readonly StepName[] = ['ValidateIds', 'AddToTable', 'DeleteFromTable', 'LogEvent'];
const actions: readonly Action[] = ['add', 'delete'];
const validities: readonly Validity[] = ['valid', 'invalid'];
const finalOutcomes: readonly Outcome[] = [...new Set(Object.values(outcomesByAction).flat())];

/** Of the workflow's state and of a stored submission. */
export const { readString, readNumber, readArray, readTimestamp, readClientName } = memberReaders(
  (name) => new InvalidSubmissionError(`${name} is missing or malformed.`),
);

export const parseValidatedSubmission = (state: unknown): ValidatedSubmission => parseState(state, () => validities);

export const parseProcessedSubmission = (state: unknown): ProcessedSubmission =>
  parseState(state, (action) => outcomesByAction[action]);

export function readSubmissionId(state: unknown): SubmissionId {
  const parsed = parseSubmissionId(readString(state, 'submissionId'));
  return parsed.ok ? parsed.value : reject('submissionId is not a valid submission ID.');
}

export const parseAction = (value: unknown): Action => parseOneOf(actions, value);

export function parseCounts(counts: unknown): SubmissionCounts {
  const counted = finalOutcomes.filter((outcome) => getMember(counts, outcome) !== undefined);
  const entries = counted.map((outcome) => [outcome, readNumber(counts, outcome)] as const);
  return { submitted: readNumber(counts, 'submitted'), ...Object.fromEntries(entries) };
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

/** The record decides what a step does. The state's positions only mean something for the record they were computed from. */
export function requireMatch(stored: Pick<Submission, 'action' | 'ids'>, state: SubmissionState<unknown>): void {
  if (stored.action !== state.action) reject('The action differs from the submitted one.');
  if (stored.ids.length !== state.outcomes.length) reject('The number of outcomes is not the number of submitted IDs.');
}

function parseState<Code extends string>(
  state: unknown,
  codesOf: (action: Action) => readonly Code[],
): SubmissionState<Code> {
  const action = parseAction(getMember(state, 'action'));
  return {
    submissionId: readSubmissionId(state),
    action,
    outcomes: readArray(state, 'outcomes').map((outcome) => parseOneOf(codesOf(action), outcome)),
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
