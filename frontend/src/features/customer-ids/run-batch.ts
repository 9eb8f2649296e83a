import type { Problem } from '#lib/api/problem.ts';
import type { Result } from '#lib/result.ts';

export type Changed<Item, Value> = {
  readonly done: readonly { readonly item: Item; readonly value: Value }[];
  /** What failed, and what was not begun after that. */
  readonly left: readonly Item[];
  /** Why, of the first that failed. */
  readonly problem: Problem | undefined;
};

/** As many as a browser keeps open to one origin. */
const atOnceMax = 6;

/** What concerns one item alone; everything else would fail the next item in the same way. */
const concernsOne: ReadonlySet<Problem['kind']> = new Set(['changed', 'rejected', 'not-found']);

/** Changes the items a few at a time, and begins no more of them when the registry cannot be used for now. */
export async function changeAll<Item, Value>(
  items: readonly Item[],
  change: (item: Item) => Promise<Result<Value, Problem>>,
  onCount: (count: number) => void,
): Promise<Changed<Item, Value>> {
  const waiting = [...items];
  const done: { item: Item; value: Value }[] = [];
  const left: Item[] = [];
  const problems: Problem[] = [];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const changed = await change(item);
      if (changed.ok) {
        done.push({ item, value: changed.value });
        onCount(done.length);
      } else {
        problems.push(changed.failure);
        left.push(item, ...(concernsOne.has(changed.failure.kind) ? [] : waiting.splice(0)));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnceMax, items.length) }, work));
  return { done, left, problem: problems[0] };
}
