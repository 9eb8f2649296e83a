import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Result } from '#domain/result.ts';
import type { Problem } from './api/problem.ts';
import { useMinLoadingTime } from './timers.ts';

/** A value from the registry, in every state that a component must render. */
export type AsyncState<Value> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly problem: Problem; readonly retry: () => void }
  | { readonly status: 'loaded'; readonly value: Value };

/** The state of the page after the last loaded one. */
export type NextPage =
  | { readonly status: 'end' }
  | { readonly status: 'ready'; readonly load: () => void }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly problem: Problem; readonly retry: () => void };

export type AsyncList<Item> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly problem: Problem; readonly retry: () => void }
  | { readonly status: 'empty' }
  | {
      readonly status: 'loaded';
      readonly items: readonly Item[];
      /** Unchanged pages keep their identity. */
      readonly pages: readonly (readonly Item[])[];
      /** Items of the last page as the registry returned it: changes on this page can hide or add some. */
      readonly lastReceived: number;
      readonly nextPage: NextPage;
    };

export type Page<Item> = {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  /** Items that the registry returned. */
  readonly received?: number;
};
export type QueryKey = readonly string[];

/** TanStack Query reports failures as exceptions. */
class RequestFailedError extends Error {
  override readonly name = 'RequestFailedError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}

async function unwrap<Value>(result: Promise<Result<Value, Problem>>): Promise<Value> {
  const response = await result;
  if (response.ok) return response.value;
  throw new RequestFailedError(response.failure);
}

export const toProblem = (error: Error): Problem =>
  error instanceof RequestFailedError ? error.problem : { kind: 'no-response' };

const freshMillisDefault = 10_000;
/** A refetch loads every page again, so longer lists are not refetched automatically. */
const refetchedPagesMax = 5;

export function useAsyncState<Value>(options: {
  readonly key: QueryKey;
  /** Undefined disables the query; its state is then `loading`. */
  readonly load: ((signal: AbortSignal) => Promise<Result<Value, Problem>>) | undefined;
  /** Milliseconds until the next poll; false to stop. */
  readonly pollInterval?: (value: Value | undefined, polls: number) => number | false;
}): AsyncState<Value> {
  const { key, load, pollInterval } = options;
  const query = useQuery({
    queryKey: key,
    queryFn: load ? ({ signal }) => unwrap(load(signal)) : skipToken,
    staleTime: freshMillisDefault,
    refetchInterval: ({ state }) => pollInterval?.(state.data, state.dataUpdateCount) ?? false,
  });
  const retry = useCallback(() => void query.refetch(), [query.refetch]);
  if (query.data !== undefined) return { status: 'loaded', value: query.data };
  if (query.error && !query.isFetching) return { status: 'failed', problem: toProblem(query.error), retry };
  return { status: 'loading' };
}

type PagesQuery<Item> = ReturnType<typeof usePages<Item>>;

function usePages<Item>({
  key,
  load,
  freshMillis = freshMillisDefault,
  pollInterval = () => false,
}: ListOptions<Item>) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: load
      ? async ({ pageParam, signal }) => {
          const page = await unwrap(load(pageParam, signal));
          return { ...page, received: page.items.length };
        }
      : skipToken,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: ({ state }) =>
      (state.data?.pages.length ?? 0) > refetchedPagesMax ? Number.POSITIVE_INFINITY : freshMillis,
    refetchInterval: ({ state }) => pollInterval(state.data?.pages.flatMap(({ items }) => items) ?? []),
  });
}

function toNextPage<Item>(query: PagesQuery<Item>): NextPage {
  const load = () => void query.fetchNextPage();
  if (query.isFetchingNextPage) return { status: 'loading' };
  if (query.isFetchNextPageError) return { status: 'failed', problem: toProblem(query.error), retry: load };
  return query.hasNextPage ? { status: 'ready', load } : { status: 'end' };
}

type ListOptions<Item> = {
  readonly key: QueryKey;
  /** Undefined disables the query; its state is then `loading`. */
  readonly load:
    | ((cursor: string | undefined, signal: AbortSignal) => Promise<Result<Page<Item>, Problem>>)
    | undefined;
  /** Milliseconds for which a list that is opened again is not loaded again. */
  readonly freshMillis?: number;
  readonly pollInterval?: (items: readonly Item[]) => number | false;
  /** Changes the loaded pages before they are shown. Memoize it, and return unchanged pages as they are. */
  readonly select?: (pages: readonly Page<Item>[]) => readonly Page<Item>[];
};

function useLatestList<Item>(options: ListOptions<Item>): AsyncList<Item> {
  const { select } = options;
  const query = usePages(options);
  const pages = useMemo(
    () => (select?.(query.data?.pages ?? []) ?? query.data?.pages ?? []).map(({ items }) => items),
    [query.data, select],
  );
  const items = useMemo(() => pages.flat(), [pages]);
  if (query.data) {
    const nextPage = toNextPage(query);
    return items.length === 0 && nextPage.status === 'end'
      ? { status: 'empty' }
      : { status: 'loaded', items, pages, lastReceived: query.data.pages.at(-1)?.received ?? 0, nextPage };
  }
  if (query.error && !query.isFetching) {
    return { status: 'failed', problem: toProblem(query.error), retry: () => void query.refetch() };
  }
  return { status: 'loading' };
}

/** Shows a skeleton for a minimum time, to avoid flicker. */
export const useAsyncList = <Item>(options: ListOptions<Item>): AsyncList<Item> =>
  useMinLoadingTime(useLatestList(options));
