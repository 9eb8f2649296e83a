import type { Problem } from '#lib/api/problem.ts';
import type { Result } from '#lib/domain.ts';

export interface BatchResult<Item, Value> {
  readonly succeeded: readonly { readonly item: Item; readonly value: Value }[];
  /** Items that failed, and those not started because of that. */
  readonly failed: readonly Item[];
  /** Of the first failure. */
  readonly problem: Problem | undefined;
}

/** Browsers open at most this many connections to one origin. */
const concurrencyMax = 6;

/** Problems of a single item. Any other would fail the remaining items too. */
const itemProblems: ReadonlySet<Problem['kind']> = new Set(['changed', 'rejected', 'not-found']);

/**
 * Like `Promise.allSettled`, a few items at a time. Starts no more once the registry is unavailable, or when it is aborted:
 * items that are not started then are in neither list.
 */
export async function runBatch<Item, Value>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result<Value, Problem>>,
  onProgress: (done: number) => void,
  signal?: AbortSignal,
): Promise<BatchResult<Item, Value>> {
  const queue = [...items];
  const succeeded: { item: Item; value: Value }[] = [];
  const failed: Item[] = [];
  const problems: Problem[] = [];
  const next = () => (signal?.aborted ? undefined : queue.shift());
  const giveUp = () => (signal?.aborted ? [] : queue.splice(0));
  const runQueue = async (): Promise<void> => {
    for (let item = next(); item !== undefined; item = next()) {
      const result = await run(item);
      if (result.ok) {
        succeeded.push({ item, value: result.value });
        onProgress(succeeded.length);
      } else {
        problems.push(result.failure);
        failed.push(item, ...(itemProblems.has(result.failure.kind) ? [] : giveUp()));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrencyMax, items.length) }, runQueue));
  return { succeeded, failed, problem: problems[0] };
}
