import type { Timestamp } from './instant.ts';
import { attemptsMax } from './limits.generated.ts';
import {
  type Attempt,
  type Completion,
  type NewSubmission,
  type ReceivedSubmission,
  type Submission,
  type SubmissionFailure,
  toNewSubmission,
} from './submission.ts';

/** How a submission changes when an execution starts or ends. Returns undefined if it stays as it is. */
export type Change = (submission: Submission) => Submission | undefined;

export const firstAttempt = (startedAt: Timestamp): readonly Attempt[] => [{ startedAt, status: 'running' }];

/**
 * A retry that was requested at this time. Its execution may already have recorded an attempt that started or ended
 * since; then there is nothing left to do.
 */
export function retryAt(time: Timestamp): Change {
  return (submission) => {
    const { startedAt = '', endedAt = '' } = submission.attempts.at(-1) ?? {};
    const isRecorded = startedAt >= time || endedAt >= time;
    return submission.status === 'completed' || isRecorded ? undefined : startAttempt(submission, time);
  };
}

/** The start of an execution. Only a redrive finds the submission failed: a retry records its attempt. */
export function resumeAt(time: Timestamp): Change {
  return (submission) => (submission.status === 'failed' ? startAttempt(submission, time) : undefined);
}

/** The end of an execution without success. One that ended before the current attempt started belongs to an earlier one. */
export function failAt(time: Timestamp, failure: SubmissionFailure): Change {
  return (submission) => {
    const { startedAt = '' } = submission.attempts.at(-1) ?? {};
    if (submission.status !== 'received' || startedAt > time) return undefined;
    const attempts = endLast(submission.attempts, { status: 'failed', endedAt: time, failure });
    return { ...submission, status: 'failed', failure, attempts };
  };
}

/** The end of a successful execution, which may have overlapped with one that failed. Completed is final. */
export function completeWith(toCompletion: (submission: NewSubmission) => Completion): Change {
  return (submission) => {
    if (submission.status === 'completed') return undefined;
    const completion = toCompletion(submission);
    const { completedAt: endedAt, steps } = completion;
    const { attempts } = resumeAt(steps[0]?.startedAt ?? endedAt)(submission) ?? submission;
    const ended = endLast(attempts, { status: 'completed', endedAt });
    return { ...toNewSubmission(submission), status: 'completed', ...completion, attempts: ended };
  };
}

function startAttempt(submission: Submission, startedAt: Timestamp): ReceivedSubmission {
  const { submitted } = submission.counts;
  const ended = endLast(submission.attempts, { status: 'superseded', endedAt: startedAt });
  const started = [...ended, ...firstAttempt(startedAt)].slice(-attemptsMax);
  return { ...toNewSubmission(submission), status: 'received', counts: { submitted }, attempts: started };
}

/** No effect if the last attempt has ended. */
function endLast(attempts: readonly Attempt[], end: Omit<Attempt, 'startedAt'>): readonly Attempt[] {
  return attempts.map((attempt, index) =>
    index === attempts.length - 1 && attempt.status === 'running' ? { ...attempt, ...end } : attempt,
  );
}
