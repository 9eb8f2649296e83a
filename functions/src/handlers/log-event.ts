import type { ClientName } from '#domain/client.ts';
import { describeCustomerIdFault, parseCustomerId } from '#domain/customer-id.ts';
import { type EpochMillis, toTimestamp } from '#domain/instant.ts';
import { InvalidSubmissionError } from '#domain/invalid-submission-error.ts';
import { getMember } from '#domain/member-readers.ts';
import { countOutcomes, type IdResult, type Outcome, type SubmissionCounts, toStep } from '#domain/submission.ts';
import { type Change, completeWith, failAt } from '#domain/submission-attempts.ts';
import { parseCaughtFailure, parseExecutionEnd, type WorkflowFailure } from '#domain/submission-failure.ts';
import { decodeReceivedAt, type SubmissionId } from '#domain/submission-id.ts';
import { type ProcessedSubmission, parseProcessedSubmission, requireMatch } from '#domain/submission-state.ts';
import type { ChangeOutcome, Clock, Runtime, SubmissionStore } from '#ports.ts';
import { clock, createRuntime, submissions } from '#runtime/runtime.ts';
import { missingRecord } from '#steps/load-submission.ts';
import { type Report, task } from '#steps/task.ts';

/** The client that submitted, as the record names it. */
interface Submitter {
  readonly client?: ClientName;
}

interface Deps {
  readonly submissions: Pick<SubmissionStore, 'change'>;
  readonly clock: Clock;
}

type LogCommand =
  | { readonly kind: 'completed'; readonly submission: ProcessedSubmission }
  | { readonly kind: 'failed'; readonly failure: WorkflowFailure }
  | { readonly kind: 'unrelated' };

/** `isFirst` is false if an earlier delivery recorded the same outcome. */
type LogResult =
  | ({
      readonly status: 'completed';
      readonly submissionId: SubmissionId;
      readonly counts: SubmissionCounts;
      readonly completionMillis: number;
      readonly isFirst: boolean;
    } & Submitter)
  | ({ readonly status: 'failed'; readonly isFirst: boolean } & Omit<WorkflowFailure, 'endedAt'> & Submitter)
  | { readonly status: 'ignored' };

export const logEvent =
  (deps: Deps) =>
  async (command: LogCommand): Promise<LogResult> => {
    switch (command.kind) {
      case 'completed':
        return recordResults(deps, command.submission);
      case 'failed':
        return recordFailure(deps, command.failure);
      case 'unrelated':
        return { status: 'ignored' };
    }
  };

async function recordResults(deps: Deps, processed: ProcessedSubmission): Promise<LogResult> {
  const { submissionId, action, outcomes, steps } = processed;
  const now = deps.clock.now();
  const counts = countOutcomes(action, outcomes);
  const complete = completeWith((stored) => {
    requireMatch(stored, processed);
    const results = outcomes.map((outcome, position) => toResult(outcome, stored.ids[position] ?? ''));
    return { completedAt: toTimestamp(now), counts, results, steps: [...steps, toStep('LogEvent', now, now)] };
  });
  const { outcome, ...submitter } = await changeRecord(deps, submissionId, complete, now);
  if (outcome === 'missing') throw new InvalidSubmissionError(missingRecord);
  const completionMillis = now - decodeReceivedAt(submissionId);
  return { status: 'completed', submissionId, counts, completionMillis, isFirst: outcome === 'changed', ...submitter };
}

/** The reason may quote the submitted text, so it is derived here and stored in the record only. */
function toResult(outcome: Outcome, text: string): IdResult {
  if (outcome !== 'invalid') return { outcome };
  const id = parseCustomerId(text);
  return { outcome, reason: id.ok ? 'The ID was invalid when it was checked.' : describeCustomerIdFault(id.failure) };
}

async function recordFailure(deps: Deps, workflowFailure: WorkflowFailure): Promise<LogResult> {
  const { submissionId, failure, endedAt, error } = workflowFailure;
  const now = deps.clock.now();
  const change = failAt(endedAt ?? toTimestamp(now), failure);
  const { outcome, ...submitter } = await changeRecord(deps, submissionId, change, now);
  return { status: 'failed', submissionId, failure, error, isFirst: outcome === 'changed', ...submitter };
}

async function changeRecord(
  { submissions }: Deps,
  id: SubmissionId,
  change: Change,
  now: EpochMillis,
): Promise<Submitter & { readonly outcome: ChangeOutcome }> {
  let submitter: Submitter = {};
  const noteSubmitter: Change = (stored) => {
    submitter = stored.client ? { client: stored.client } : {};
    return change(stored);
  };
  return { outcome: await submissions.change(id, noteSubmitter, now), ...submitter };
}

/** Invoked by LogEvent, by LogFailure, and by the rule for executions that end without success. */
function parseEvent(event: unknown): LogCommand {
  if (getMember(event, 'detail-type') !== undefined) {
    const failure = parseExecutionEnd(event);
    return failure ? { kind: 'failed', failure } : { kind: 'unrelated' };
  }
  if (getMember(event, 'failure') !== undefined) return { kind: 'failed', failure: parseCaughtFailure(event) };
  return { kind: 'completed', submission: parseProcessedSubmission(event) };
}

/** Metrics count each submission once, however often it is delivered. */
function report(result: LogResult): Report {
  switch (result.status) {
    case 'completed':
      return reportCompleted(result);
    case 'failed': {
      const { status, submissionId, client, failure, error, isFirst } = result;
      const logFields = {
        status,
        submissionId,
        client,
        failedStep: failure.step,
        reason: failure.reason,
        error,
        isFirst,
      };
      return { logFields, client, ...(isFirst ? { metrics: { Failed: 1 } } : {}) };
    }
    case 'ignored':
      return { logFields: { status: 'ignored' } };
  }
}

function reportCompleted(result: Extract<LogResult, { status: 'completed' }>): Report {
  const { status, submissionId, client, counts, completionMillis, isFirst } = result;
  const { added, existing, deleted, invalid = 0 } = counts;
  const metrics = {
    ...(added === undefined ? {} : { Added: added }),
    ...(existing === undefined ? {} : { Existing: existing }),
    ...(deleted === undefined ? {} : { Deleted: deleted }),
    Invalid: invalid,
    Failed: 0,
    CompletionMillis: completionMillis,
  };
  const logFields = { status, submissionId, client, ...counts, completionMillis, isFirst };
  return { logFields, client, ...(isFirst ? { metrics } : {}) };
}

export const createHandler = (runtime: Runtime<Deps>) =>
  task({ runtime, parse: parseEvent, run: logEvent, report, toState: (result) => result });

export const handler = createHandler(createRuntime({ submissions, clock }));
