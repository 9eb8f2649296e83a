import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import type { Page } from '#lib/remote.ts';

type Pages = readonly Page<CustomerIdSummary>[];

export function withoutId(pages: Pages, id: string): Pages {
  return pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) }));
}

/**
 * Puts an item where the registry would list it. What lies beyond the last loaded page is left out: it comes when that
 * page is loaded.
 */
export function withId(pages: Pages, prefix: string, item: CustomerIdSummary): Pages {
  if (!item.id.startsWith(prefix)) return pages;
  const cleared = withoutId(pages, item.id);
  const target = cleared.findIndex(
    ({ items, nextCursor }) => nextCursor === null || (items.at(-1)?.id ?? '') > item.id,
  );
  return cleared.map((page, index) => (index === target ? { ...page, items: sortedWith(page.items, item) } : page));
}

function sortedWith(items: readonly CustomerIdSummary[], item: CustomerIdSummary): readonly CustomerIdSummary[] {
  const after = items.findIndex(({ id }) => id > item.id);
  return after === -1 ? [...items, item] : items.toSpliced(after, 0, item);
}

/** Where the eye and the focus go when a row leaves: to the next one, or the one before at the end. */
export function neighbourOf(items: readonly CustomerIdSummary[], id: string): string | undefined {
  const index = items.findIndex((item) => item.id === id);
  return items[index + 1]?.id ?? items[index - 1]?.id;
}
