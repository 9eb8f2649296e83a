import type { Problem } from '#lib/api/problem.ts';

/** A list of IDs that is submitted in batches. `reduce-run.ts` changes it. */
export interface BatchRun {
  readonly batches: readonly Batch[];
  readonly intent: Intent;
  readonly blocked: BlockedReason | undefined;
  /** Consecutive failures of any kind. Reset by an accepted batch, and when the user resumes. */
  readonly failures: number;
  /** Consecutive transient failures. Reset by a batch that was accepted or rejected, and when the user resumes. */
  readonly transientFailures: number;
  /** Consecutive permanent errors. Reset by an accepted batch, and when the user resumes. */
  readonly rejections: number;
  /** Failed batches are sent again from then on. */
  readonly retryAtMillis: number;
  readonly throttledUntilMillis: number;
  readonly hasUnsavedWrites: boolean;
  /** The IDs of an unsent batch are missing from IndexedDB. */
  readonly isBatchListMissing: boolean;
  /** By submission ID. */
  readonly polls: ReadonlyMap<string, Poll>;
}

/** Stored in IndexedDB, so its fields keep their names. */
export interface Batch {
  readonly number: number;
  readonly size: number;
  readonly state: BatchState;
}

export type BatchState =
  | { readonly kind: 'waiting' /** Why an earlier attempt failed. */; readonly problem?: Problem }
  /** Never stored: after a reload the batch is waiting, and is sent with the same idempotency key. */
  | { readonly kind: 'sending' /** Why an earlier attempt failed. */; readonly problem?: Problem }
  | { readonly kind: 'accepted'; readonly submissionId: string }
  | {
      readonly kind: 'recorded';
      readonly submissionId: string;
      readonly added: number;
      readonly existing: number;
      readonly invalid: number;
      /** Of a delete submission. */
      readonly deleted?: number;
      readonly absent?: number;
      readonly changed?: number;
    }
  | { readonly kind: 'failed'; readonly submissionId: string; readonly reason?: string }
  /** The request failed, or its outcome is unknown. */
  | {
      readonly kind: 'to-retry';
      readonly problem: Problem;
      /** Missing from batches stored by early releases. */
      readonly failedAtMillis?: number;
    }
  /** A permanent error: retrying would fail again. */
  | { readonly kind: 'rejected'; readonly problem: Problem };

/** Set by the user, or by the pause after failures. */
export type Intent = 'running' | 'paused' | 'stopped';

/** Why a run cannot send. */
export type BlockedReason =
  | { readonly kind: 'storage-failed' | 'no-key' | 'offline' }
  /** `retry-delay`: failed batches are sent again when it is over. */
  | { readonly kind: 'throttled' | 'retry-delay'; readonly untilMillis: number };

export interface Poll {
  readonly attempts: number;
  readonly dueMillis: number;
  readonly acceptedMillis: number;
  readonly isInFlight: boolean;
}

/** Two keep the connection busy and leave capacity for the registry's other users. */
export const sendsInFlightMax = 2;

/** After this many consecutive failures the run pauses, or sends one batch at a time until one is accepted. */
export const consecutiveFailuresMax = 3;

export const isInOutage = ({ transientFailures }: BatchRun): boolean => transientFailures >= consecutiveFailuresMax;

const retryDelaysMillis = [2_000, 5_000, 15_000, 30_000];
const lastRetryDelayMillis = 60_000;
/** The requests in flight when an outage is noticed fail too. */
const failuresBeforeProbe = consecutiveFailuresMax + sendsInFlightMax - 1;

/** Grows with the failed probes of an outage. The API client has already retried each request a few times. */
export const batchRetryDelayMillis = (failures: number): number =>
  retryDelaysMillis[Math.max(0, failures - failuresBeforeProbe)] ?? lastRetryDelayMillis;

export const countBatches = (batches: readonly Batch[], ...kinds: readonly BatchState['kind'][]): number =>
  batches.filter(({ state }) => kinds.includes(state.kind)).length;

/** Nothing is left to send, either because everything was sent or because the user stopped the run. */
export function isFullySent({ batches, intent }: Pick<BatchRun, 'batches' | 'intent'>): boolean {
  const unsent =
    intent === 'stopped' ? countBatches(batches, 'sending') : countBatches(batches, 'waiting', 'sending', 'to-retry');
  return unsent === 0;
}

export const isFinished = (run: Pick<BatchRun, 'batches' | 'intent'>): boolean =>
  isFullySent(run) && countBatches(run.batches, 'accepted') === 0;
