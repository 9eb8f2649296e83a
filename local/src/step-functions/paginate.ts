import { AwsError } from '#local/aws/service.ts';

const pageSizeMax = 1_000;
const pageSizeDefault = 100;

/** Returns `maxResults` items from `nextToken` on, which is the end index of the previous page. */
export function paginate<Item>(
  { maxResults, nextToken = '0' }: Readonly<Record<string, unknown>>,
  all: readonly Item[],
): { readonly items: readonly Item[]; readonly nextToken?: string } {
  const size = typeof maxResults === 'number' && maxResults > 0 ? Math.min(maxResults, pageSizeMax) : pageSizeDefault;
  const from = Number(nextToken);
  if (!Number.isInteger(from) || from < 0) throw new AwsError('InvalidToken', `Invalid Token: '${String(nextToken)}'`);
  const items = all.slice(from, from + size);
  return from + size < all.length ? { items, nextToken: String(from + size) } : { items };
}
