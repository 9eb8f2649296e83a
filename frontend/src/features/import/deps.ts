import type { Problem } from '#lib/api/problem.ts';
import type { Submission, SubmissionReceipt } from '#lib/api/submissions.ts';
import type { Result } from '#lib/result.ts';
import type { ImportStore } from './import-repository.ts';

type Subscribe = (listener: () => void) => () => void;

/** Of all tabs one runs the import; the others wait for their turn. */
export type Turn = {
  readonly take: () => Promise<boolean>;
  readonly wait: () => Promise<void>;
  readonly give: () => void;
};

export type RunnerNeeds = {
  readonly store: ImportStore;
  readonly turn: Turn;
  readonly submit: (ids: readonly string[], idempotencyKey: string) => Promise<Result<SubmissionReceipt, Problem>>;
  readonly look: (submissionId: string) => Promise<Result<Submission, Problem>>;
  readonly key: { readonly read: () => string | undefined; readonly subscribe: Subscribe };
  readonly connection: { readonly isOnline: () => boolean; readonly subscribe: Subscribe };
  /** Whether somebody can see the page; timers of a hidden one run late. */
  readonly isVisible: () => boolean;
  readonly nowMillis: () => number;
  /** Runs it once, later; gives what calls it off. */
  readonly later: (millis: number, run: () => void) => () => void;
};
