import type { Key } from '#lib/remote.ts';

/** Under which names the answers of the registry are kept on this page. */
export const listsKey: Key = ['customer-ids'];
export const listKey = (prefix: string): Key => [...listsKey, prefix.toUpperCase()];
