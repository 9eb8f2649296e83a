import type { Problem } from '#lib/api/problem.ts';
import { apiKey } from '#lib/api-key.ts';
import { blockUnload, blockUnloadDuring } from '#lib/before-unload.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import { observable } from '#lib/observable.ts';
import { isWithin, paths } from '#lib/paths.ts';
import type { Changed } from './run-batch.ts';

/** A change that was asked for and did not come about, or not for certain. */
export type FailedChange = {
  readonly change: 'add' | 'delete' | 'undo';
  readonly ids: readonly CustomerId[];
  readonly problem: Problem;
  readonly again: () => void;
};

/** How far a change is, so that many IDs are not changed in silence. */
export type Progress = { readonly change: FailedChange['change']; readonly count: number; readonly of: number };

/** Both belong to no page: what is begun here goes on, and may fail, while another page is shown. */
export const progress = observable<Progress | undefined>(undefined);
export const failedChanges = observable<readonly FailedChange[]>([]);

/** Whether the page is open where they are shown: who has gone to another one is told there, and not called back. */
export const isDeskOpen = (): boolean => isWithin(location.pathname, paths.ids);

function keepFailed(changes: readonly FailedChange[]): void {
  // Only here it is still known which IDs were to come back.
  for (const change of failedChanges.read()) blockUnload(change, false);
  for (const change of changes) blockUnload(change, change.change === 'undo');
  failedChanges.set(changes);
}

/** These IDs are dealt with, or are being changed anew. */
export function settle(ids: readonly CustomerId[]): void {
  keepFailed(failedChanges.read().filter((change) => !change.ids.some((id) => ids.includes(id))));
}

export const addFailed = (change: FailedChange): void => keepFailed([...failedChanges.read(), change]);

// A key that is lost, and not given up, leaves the work where it was.
apiKey.subscribe(() => {
  if (apiKey.read() === undefined && apiKey.whyGone() === 'forgotten') keepFailed([]);
});

/** Makes a change, and tells how far it is when it is one of many IDs. */
export async function runChange<Item, Value>(
  change: Progress['change'],
  items: readonly Item[],
  perform: (items: readonly Item[], onCount: (count: number) => void) => Promise<Changed<Item, Value>>,
): Promise<Changed<Item, Value>> {
  const isLong = items.length > 1;
  const show = (count: number) => isLong && progress.set({ change, count, of: items.length });
  show(0);
  try {
    return await blockUnloadDuring(perform(items, show));
  } finally {
    if (isLong) progress.set(undefined);
  }
}
