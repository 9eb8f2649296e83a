import type { QueryKey } from '#lib/query.ts';

/** Under which names the answers of the registry are kept on this page. */
export const listsKey: QueryKey = ['customer-ids'];
export const listKey = (prefix: string): QueryKey => [...listsKey, prefix.toUpperCase()];
