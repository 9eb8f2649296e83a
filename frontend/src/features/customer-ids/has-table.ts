import type { AsyncList } from '#lib/query.ts';

/**
 * Whether there are rows, or a skeleton in their place: what stands around them is the same, so that nothing moves when
 * they come.
 */
export const hasTable = ({ status }: AsyncList<unknown>): boolean => status === 'loaded' || status === 'loading';
