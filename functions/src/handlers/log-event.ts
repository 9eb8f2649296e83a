import { toTimestamp } from '#domain/instant.ts';
import { countResults, publicationOf, type SubmissionCounts, stepOf } from '#domain/submission.ts';
import { type GivenUpSubmission, readCaughtFailure, readExecutionEnd } from '#domain/submission-failure.ts';
import { receiptOf, type SubmissionId } from '#domain/submission-id.ts';
import { memberOf, type RecordedSubmission, readRecordedSubmission } from '#domain/submission-state.ts';
import type { Clock, SubmissionStore, World } from '#ports.ts';
import { clock, liveWorld, submissionRetentionDays, submissions } from '#runtime/runtime.ts';
import { type Report, task } from '#steps/task.ts';

interface Needs {
  readonly submissions: Pick<SubmissionStore, 'complete' | 'fail'>;
  readonly clock: Clock;
  readonly submissionRetentionDays: number;
}

/** What there is to write down: results, or that there will be none. */
type LogCommand =
  | { readonly kind: 'recorded'; readonly submission: RecordedSubmission }
  | { readonly kind: 'given-up'; readonly submission: GivenUpSubmission }
  | { readonly kind: 'foreign' };

/** `isNews` is false when somebody else had written it down before. */
type Logged =
  | {
      readonly status: 'completed';
      readonly submissionId: SubmissionId;
      readonly counts: SubmissionCounts;
      readonly completionMillis: number;
      readonly isNews: boolean;
    }
  | ({ readonly status: 'failed'; readonly isNews: boolean } & GivenUpSubmission)
  | { readonly status: 'ignored' };

export const logEvent =
  (needs: Needs) =>
  async (command: LogCommand): Promise<Logged> => {
    switch (command.kind) {
      case 'recorded':
        return complete(needs, command.submission);
      case 'given-up':
        return giveUp(needs, command.submission);
      case 'foreign':
        return { status: 'ignored' };
    }
  };

async function complete(needs: Needs, { submissionId, results, steps }: RecordedSubmission): Promise<Logged> {
  const { submissions, clock, submissionRetentionDays } = needs;
  const now = clock.now();
  const counts = countResults(results);
  const isNews = await submissions.complete(
    {
      submissionId,
      status: 'completed',
      completedAt: toTimestamp(now),
      counts,
      results,
      steps: [...steps, stepOf('LogEvent', now, now)],
    },
    publicationOf(submissionId, now, submissionRetentionDays),
  );
  return { status: 'completed', submissionId, counts, completionMillis: now - receiptOf(submissionId), isNews };
}

async function giveUp(needs: Needs, submission: GivenUpSubmission): Promise<Logged> {
  const { submissions, clock, submissionRetentionDays } = needs;
  const { submissionId, failure } = submission;
  const publication = publicationOf(submissionId, clock.now(), submissionRetentionDays);
  return { status: 'failed', ...submission, isNews: await submissions.fail(submissionId, failure, publication) };
}

/** Three senders: LogEvent, LogFailure, and the rule that sees every execution end without success. */
function read(event: unknown): LogCommand {
  if (memberOf(event, 'detail-type') !== undefined) {
    const submission = readExecutionEnd(event);
    return submission ? { kind: 'given-up', submission } : { kind: 'foreign' };
  }
  if (memberOf(event, 'failure') !== undefined) return { kind: 'given-up', submission: readCaughtFailure(event) };
  return { kind: 'recorded', submission: readRecordedSubmission(event) };
}

/** What was no news was counted when it was. */
function report(logged: Logged): Report {
  switch (logged.status) {
    case 'completed':
      return reportCompleted(logged);
    case 'failed': {
      const { status, submissionId, failure, error, isNews } = logged;
      const logFields = { status, submissionId, failedStep: failure.step, reason: failure.reason, error, isNews };
      return { logFields, ...(isNews ? { metrics: { Failed: 1 } } : {}) };
    }
    case 'ignored':
      return { logFields: { status: 'ignored' } };
  }
}

function reportCompleted(logged: Extract<Logged, { status: 'completed' }>): Report {
  const { status, submissionId, counts, completionMillis, isNews } = logged;
  const { added, existing, invalid } = counts;
  const metrics = { Added: added, Existing: existing, Invalid: invalid, Failed: 0, CompletionMillis: completionMillis };
  const logFields = { status, submissionId, ...counts, completionMillis, isNews };
  return { logFields, ...(isNews ? { metrics } : {}) };
}

export const handlerIn = (world: World<Needs>) => task({ world, read, run: logEvent, report });

export const handler = handlerIn(liveWorld({ submissions, clock, submissionRetentionDays }));
