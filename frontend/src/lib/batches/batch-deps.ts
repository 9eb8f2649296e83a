import type { Problem } from '#lib/api/problem.ts';
import { getSubmission, type Submission, type SubmissionReceipt } from '#lib/api/submissions.ts';
import { writingKey } from '#lib/client.ts';
import { connection } from '#lib/device.ts';
import type { Result } from '#lib/domain.ts';
import type { Batch, BatchRun, Intent } from './batch-run.ts';
import type { RunAction } from './reduce-run.ts';

type Subscribe = (listener: () => void) => () => void;

export interface BatchStore {
  readonly readRun: () => BatchRun | undefined;
  readonly dispatch: (action: RunAction) => void;
}

/** Stores the progress of a run, so that it can continue after a reload. */
export interface BatchRepository {
  readonly saveIntent: (intent: Intent) => Promise<void>;
  readonly saveBatch: (batch: Batch) => Promise<void>;
  /** Called instead of `saveBatch` once the submission is completed. */
  readonly saveRecorded: (batch: Batch, submission: Submission) => Promise<void>;
}

export interface BatchEnvironment {
  readonly getSubmission: (submissionId: string) => Promise<Result<Submission, Problem>>;
  readonly key: { readonly read: () => string | undefined; readonly subscribe: Subscribe };
  readonly connection: { readonly isOnline: () => boolean; readonly subscribe: Subscribe };
  /** Browsers delay the timers of a hidden page. */
  readonly isVisible: () => boolean;
  readonly nowMillis: () => number;
  /** Calls `run` once after the delay. The function it returns cancels the call. */
  readonly schedule: (delayMillis: number, run: () => void) => () => void;
}

export interface BatchDeps extends BatchEnvironment {
  readonly store: BatchStore;
  readonly repository: BatchRepository;
  /** After failures the run waits and tries again. Otherwise it pauses, and the user decides. */
  readonly retriesAutomatically: boolean;
  /** Submits a batch with its idempotency key. Resolves to undefined if the batch's IDs are missing. */
  readonly submit: (number: number) => Promise<Result<SubmissionReceipt, Problem> | undefined>;
  /** Called when every batch has finished and is stored, possibly more than once. */
  readonly onFinished: () => void;
}

export const browserEnvironment: BatchEnvironment = {
  getSubmission: (submissionId) => getSubmission(submissionId),
  key: writingKey,
  connection,
  isVisible: () => document.visibilityState === 'visible',
  nowMillis: Date.now,
  schedule: (delayMillis, run) => {
    const timer = setTimeout(run, delayMillis);
    return () => clearTimeout(timer);
  },
};
