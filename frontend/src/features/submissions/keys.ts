import type { QueryKey } from '#lib/query.ts';

/** Under which names the answers of the registry are kept on this page. */
export const listKey: QueryKey = ['submissions'];
export const submissionKey = (submissionId: string): QueryKey => ['submission', submissionId];
