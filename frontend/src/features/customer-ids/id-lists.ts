import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import type { Page } from '#lib/query.ts';

/** An ID as the list shows it. */
export type ListedId = CustomerIdSummary & {
  /** Shown before the registry has confirmed it. */
  readonly isPending?: true;
};

type Pages = readonly Page<ListedId>[];

const keptPages = (pages: Pages, isKept: (item: ListedId) => boolean): Pages =>
  pages.map((page) => (page.items.every(isKept) ? page : { ...page, items: page.items.filter(isKept) }));

export const withoutIds = (pages: Pages, ids: ReadonlySet<string>): Pages => keptPages(pages, ({ id }) => !ids.has(id));

/** Takes off what was shown in advance and did not come about; what the registry has listed stays. */
export const withoutPending = (pages: Pages, ids: ReadonlySet<string>): Pages =>
  keptPages(pages, ({ id, isPending }) => !(isPending && ids.has(id)));

/**
 * Puts items where the registry would list them. What lies beyond the last loaded page is left out: it comes when that
 * page is loaded.
 */
export function withItems(pages: Pages, prefix: string, items: readonly ListedId[]): Pages {
  const cleared = withoutIds(pages, new Set(items.map(({ id }) => id)));
  return items.filter(({ id }) => id.startsWith(prefix)).reduce(withItem, cleared);
}

/** The same with what is not there yet: an item of the registry is not replaced by a guess. */
export function withPending(pages: Pages, prefix: string, items: readonly ListedId[]): Pages {
  const listed = new Set(pages.flatMap((page) => page.items.map(({ id }) => id)));
  return withItems(
    pages,
    prefix,
    items.filter(({ id }) => !listed.has(id)),
  );
}

function withItem(pages: Pages, item: ListedId): Pages {
  const target = pages.findIndex(({ items, nextCursor }) => nextCursor === null || (items.at(-1)?.id ?? '') > item.id);
  return pages.map((page, index) => (index === target ? { ...page, items: sortedWith(page.items, item) } : page));
}

function sortedWith(items: readonly ListedId[], item: ListedId): readonly ListedId[] {
  const after = items.findIndex(({ id }) => id > item.id);
  return after === -1 ? [...items, item] : items.toSpliced(after, 0, item);
}

/** Where the eye and the focus go when rows leave: to the next one that stays, or the one before at the end. */
export function neighbourOf(items: readonly ListedId[], leaving: ReadonlySet<string>): string | undefined {
  const first = items.findIndex(({ id }) => leaving.has(id));
  const stays = ({ id }: ListedId) => !leaving.has(id);
  return (items.slice(first + 1).find(stays) ?? items.slice(0, Math.max(first, 0)).findLast(stays))?.id;
}
