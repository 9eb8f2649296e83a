import { type Mutation, useMutationState } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { QueryKey } from './query.ts';

// Not in query.ts, which every page loads first.
export { useMutation } from '@tanstack/react-query';

export type Pending<Variables> = Variables & { readonly submittedAt: number };

/** The variables of pending mutations, oldest first. */
export function usePendingMutations<Variables>(key: QueryKey): readonly Pending<Variables>[] {
  const pending = useMutationState<Pending<Variables> | undefined, Mutation<unknown, Error, Variables>>({
    filters: { mutationKey: key, status: 'pending' },
    select: ({ state: { variables, submittedAt } }) => variables && { ...variables, submittedAt },
  });
  return useMemo(() => pending.flatMap((variables) => variables ?? []), [pending]);
}
