import type { CustomerIdPage, CustomerIdSummary } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import { type Result, succeed } from '#lib/domain.ts';
import { idMessages } from './id-messages.ts';

const { id, added, source } = idMessages.exporting.columns;

/** Uses the column name of imports, so an export can be imported. */
export const toExportRows = (items: readonly CustomerIdSummary[]): readonly (readonly string[])[] => [
  [id, added, source],
  ...items.map((item) => [item.id, item.createdAt, item.source]),
];

/** For example `customer-ids-CUST-2026-11-25.csv`. */
export const formatExportFileName = (prefix: string, now: Date): string =>
  [idMessages.exporting.fileName, prefix.toUpperCase(), now.toISOString().slice(0, 10)]
    .filter(Boolean)
    .join('-')
    .concat('.csv');

/** Loads every page of the list. */
export async function loadAll(
  loadPage: (cursor: string | undefined) => Promise<Result<CustomerIdPage, Problem>>,
  onProgress: (count: number) => void,
): Promise<Result<readonly CustomerIdSummary[], Problem>> {
  const items: CustomerIdSummary[] = [];
  let page = await loadPage(undefined);
  while (page.ok) {
    items.push(...page.value.items);
    onProgress(items.length);
    if (page.value.nextCursor === null) return succeed(items);
    page = await loadPage(page.value.nextCursor);
  }
  return page;
}
