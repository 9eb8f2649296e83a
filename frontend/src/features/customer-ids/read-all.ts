import type { CustomerIdPage, CustomerIdSummary } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import { type Result, succeed } from '#lib/result.ts';

/** Reads page after page to the end of the list, and tells how many it has. */
export async function readAll(
  readPage: (cursor: string | undefined) => Promise<Result<CustomerIdPage, Problem>>,
  onCount: (count: number) => void,
): Promise<Result<readonly CustomerIdSummary[], Problem>> {
  const items: CustomerIdSummary[] = [];
  let page = await readPage(undefined);
  while (page.ok) {
    items.push(...page.value.items);
    onCount(items.length);
    if (page.value.nextCursor === null) return succeed(items);
    page = await readPage(page.value.nextCursor);
  }
  return page;
}
