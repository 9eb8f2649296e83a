import { submissionIdsMax } from '#lib/customer-id.ts';

/** As many in each as one submission takes. */
export function inBatches<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: batchCount(items.length) }, (_, number) =>
    items.slice(number * submissionIdsMax, (number + 1) * submissionIdsMax),
  );
}

export const batchCount = (items: number): number => Math.ceil(items / submissionIdsMax);
