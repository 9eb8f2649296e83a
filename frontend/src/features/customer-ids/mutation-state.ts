import type { Problem } from '#lib/api/problem.ts';
import { apiKey } from '#lib/api-key.ts';
import type { DeleteRun } from '#lib/batches/delete-run.ts';
import type { CustomerId, Result } from '#lib/domain.ts';
import { observable } from '#lib/observable.ts';
import { isWithin, paths } from '#lib/paths.ts';
import { type BatchResult, runBatch } from './run-batch.ts';

const confirmUnload = (event: BeforeUnloadEvent): void => event.preventDefault();

const reasons = new Set<object>();

/** While a reason is active, the browser asks for confirmation before it closes or reloads the tab. */
export function blockUnload(reason: object, isActive: boolean): void {
  if (isActive) reasons.add(reason);
  else reasons.delete(reason);
  if (reasons.size > 0) addEventListener('beforeunload', confirmUnload);
  else removeEventListener('beforeunload', confirmUnload);
}

/** Blocks unloading until the work has finished. */
export async function blockUnloadDuring<Value>(work: Promise<Value>): Promise<Value> {
  blockUnload(work, true);
  try {
    return await work;
  } finally {
    blockUnload(work, false);
  }
}

/** The variables of every mutation on this page. `restore` undoes a delete. */
export interface IdChange {
  readonly verb: 'add' | 'delete' | 'restore';
  readonly ids: readonly CustomerId[];
  /** The version that was on the screen; the registry refuses the change if it has a newer one. */
  readonly etag?: string | undefined;
  /** Aborting it starts no more requests. */
  readonly controller?: AbortController;
}

/** A change that failed, or whose outcome is unknown. */
export interface FailedChange extends IdChange {
  readonly problem: Problem;
}

export interface Progress {
  readonly verb: IdChange['verb'];
  readonly done: number;
  readonly total: number;
  /** Starts no more requests. The rest of the IDs stay as they are. */
  readonly stop: () => void;
}

// Outside React, because mutations continue, and may fail, while another page is open.
export const progress = observable<Progress | undefined>(undefined);
export const failedChanges = observable<readonly FailedChange[]>([]);

/** More IDs than this are deleted by submissions, after a typed word: a single key press cannot delete them. */
export const individualDeletesMax = 10;

/** A deletion by submissions, until its report is closed. `bulk-delete.tsx` starts and shows it. */
export interface BulkDelete {
  readonly key: string;
  readonly run: DeleteRun;
}

export const bulkDeletes = observable<readonly BulkDelete[]>([]);

export const isIdsPageOpen = (): boolean => isWithin(location.pathname, paths.ids);

function setFailures(changes: readonly FailedChange[]): void {
  for (const change of failedChanges.read()) blockUnload(change, false);
  // A failed restore is the only record of which IDs were deleted.
  for (const change of changes) blockUnload(change, change.verb === 'restore');
  failedChanges.set(changes);
}

export function dismissFailures(ids: readonly CustomerId[]): void {
  setFailures(failedChanges.read().filter((change) => !change.ids.some((id) => ids.includes(id))));
}

export const addFailure = (change: FailedChange): void => setFailures([...failedChanges.read(), change]);

// Disconnecting discards failures. A key that expired or was rejected keeps them for the next one.
apiKey.subscribe(() => {
  if (apiKey.read() === undefined && apiKey.disconnectReason() === 'user') setFailures([]);
});

/** Sends one request per ID. Blocks closing the tab until all are done, and reports progress if there are several. */
export async function runChange<Value>(
  { verb, ids, controller = new AbortController() }: IdChange,
  send: (id: CustomerId) => Promise<Result<Value, Problem>>,
): Promise<BatchResult<CustomerId, Value>> {
  const stop = () => controller.abort();
  const reportProgress = (done: number) => ids.length > 1 && progress.set({ verb, done, total: ids.length, stop });
  reportProgress(0);
  try {
    return await blockUnloadDuring(runBatch(ids, send, reportProgress, controller.signal));
  } finally {
    if (ids.length > 1) progress.set(undefined);
  }
}
