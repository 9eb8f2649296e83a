import type { Problem } from '#lib/api/problem.ts';
import type { Submission, SubmissionReceipt } from '#lib/api/submissions.ts';
import type { Result } from '#lib/domain.ts';
import type { ImportRepository } from './import-repository.ts';
import type { ImportStore } from './import-store.ts';
import type { TabLock } from './tab-lock.ts';

type Subscribe = (listener: () => void) => () => void;

export interface Deps {
  readonly store: ImportStore;
  readonly repository: ImportRepository;
  readonly lock: TabLock;
  readonly submit: (ids: readonly string[], idempotencyKey: string) => Promise<Result<SubmissionReceipt, Problem>>;
  readonly getSubmission: (submissionId: string) => Promise<Result<Submission, Problem>>;
  readonly key: { readonly read: () => string | undefined; readonly subscribe: Subscribe };
  readonly connection: { readonly isOnline: () => boolean; readonly subscribe: Subscribe };
  /** Browsers delay the timers of a hidden page. */
  readonly isVisible: () => boolean;
  readonly nowMillis: () => number;
  /** Calls `run` once after the delay. The function it returns cancels the call. */
  readonly schedule: (delayMillis: number, run: () => void) => () => void;
}
