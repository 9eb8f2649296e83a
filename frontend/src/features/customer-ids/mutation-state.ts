import type { Problem } from '#lib/api/problem.ts';
import { apiKey } from '#lib/api-key.ts';
import { blockUnload, blockUnloadDuring } from '#lib/before-unload.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import { observable } from '#lib/observable.ts';
import { isWithin, paths } from '#lib/paths.ts';
import type { Result } from '#lib/result.ts';
import { type BatchResult, runBatch } from './run-batch.ts';

/** The variables of every mutation on this page. `restore` undoes a delete. */
export interface IdChange {
  readonly verb: 'add' | 'delete' | 'restore';
  readonly ids: readonly CustomerId[];
  /** The version that was on the screen; the registry refuses the change if it has a newer one. */
  readonly etag?: string | undefined;
}

/** A change that failed, or whose outcome is unknown. */
export interface FailedChange extends IdChange {
  readonly problem: Problem;
}

export interface Progress {
  readonly verb: IdChange['verb'];
  readonly done: number;
  readonly total: number;
}

// Outside React, because mutations continue, and may fail, while another page is open.
export const progress = observable<Progress | undefined>(undefined);
export const failedChanges = observable<readonly FailedChange[]>([]);

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

// Disconnecting discards failures. A key that expired or was refused keeps them for the next one.
apiKey.subscribe(() => {
  if (apiKey.read() === undefined && apiKey.disconnectReason() === 'user') setFailures([]);
});

/** Sends one request per ID. Blocks closing the tab until all are done, and reports progress if there are several. */
export async function runChange<Value>(
  { verb, ids }: IdChange,
  send: (id: CustomerId) => Promise<Result<Value, Problem>>,
): Promise<BatchResult<CustomerId, Value>> {
  const reportProgress = (done: number) => ids.length > 1 && progress.set({ verb, done, total: ids.length });
  reportProgress(0);
  try {
    return await blockUnloadDuring(runBatch(ids, send, reportProgress));
  } finally {
    if (ids.length > 1) progress.set(undefined);
  }
}
