import type { Key } from '#lib/remote.ts';

/** Under which names the answers of the registry are kept on this page. */
export const listKey: Key = ['submissions'];
export const submissionKey = (submissionId: string): Key => ['submission', submissionId];
