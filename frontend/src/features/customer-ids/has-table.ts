import type { RemoteList } from '#lib/remote.ts';

/**
 * Whether there are rows, or a skeleton in their place: what stands around them is the same, so that nothing moves when
 * they come.
 */
export const hasTable = ({ status }: RemoteList<unknown>): boolean => status === 'loaded' || status === 'loading';
