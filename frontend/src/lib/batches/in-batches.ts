import { submissionIdsMax } from '#lib/domain.ts';
import { format } from '#lib/format.ts';

export function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, number) =>
    items.slice(number * size, (number + 1) * size),
  );
}

export const inBatches = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  inGroups(items, submissionIdsMax);

/** The 1-based positions of the batch's IDs in the import. */
export function formatIdRange({ number, size }: { readonly number: number; readonly size: number }): {
  readonly first: string;
  readonly last: string;
} {
  const before = (number - 1) * submissionIdsMax;
  return { first: format.number(before + 1), last: format.number(before + size) };
}
