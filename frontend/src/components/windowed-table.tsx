import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useIsNarrow } from '#lib/use-media.ts';
import { RowGroup, TableFrame } from './table.tsx';
import { findScrollParent } from './use-in-view.ts';

/** So far outside what is seen rows are drawn already: a flick of the wheel does not outrun them. */
const margin = '1000px 0px';
/** Of a row that was not drawn yet; on a phone it has two lines. What one goes back to depends on it. */
const rowHeights = { wide: 36, narrow: 57 };

type NearGroups = { readonly near: ReadonlySet<number>; readonly heights: ReadonlyMap<number, number> };

type Look = { readonly index: number; readonly isNear: boolean; readonly height: number };

/** What has no height is hidden as a whole, and says nothing: it comes back with the rows that it had. */
function withLooks(before: NearGroups, looks: readonly Look[]): NearGroups {
  const seen = looks.filter(({ height }) => height > 0);
  const near = new Set(before.near);
  for (const { index, isNear } of seen) isNear ? near.add(index) : near.delete(index);
  return { near, heights: new Map([...before.heights, ...seen.map(({ index, height }) => [index, height] as const)]) };
}

/** Watches which groups are near what is seen, and how high they are. The group that holds the focus always is. */
function useNearGroups(table: RefObject<HTMLTableElement | null>, groupCount: number, firstSeen: number): NearGroups {
  const [state, setState] = useState<NearGroups>({ near: new Set([0, firstSeen]), heights: new Map() });
  const observer = useRef<IntersectionObserver>(null);
  const indexes = useRef(new WeakMap<Element, number>());
  // The page itself scrolls on a phone, the list elsewhere.
  const isNarrow = useIsNarrow();

  // biome-ignore lint/correctness/useExhaustiveDependencies: on another kind of screen something else scrolls
  useLayoutEffect(() => {
    if (!table.current) return;
    const lookAt = ({ target, isIntersecting, boundingClientRect }: IntersectionObserverEntry): Look => ({
      index: indexes.current.get(target) ?? 0,
      isNear: isIntersecting || target.contains(document.activeElement),
      height: boundingClientRect.height,
    });
    const look = (entries: readonly IntersectionObserverEntry[]) =>
      setState((before) => withLooks(before, entries.map(lookAt)));
    observer.current = new IntersectionObserver(look, { root: findScrollParent(table.current), rootMargin: margin });
    return () => observer.current?.disconnect();
  }, [table, isNarrow]);

  // A group that is watched already is not looked at again, so a page more costs the same however many there are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: there are other groups to watch when their number changes
  useLayoutEffect(() => {
    for (const [index, group] of [...(table.current?.tBodies ?? [])].entries()) {
      indexes.current.set(group, index);
      observer.current?.observe(group);
    }
  }, [table, groupCount, isNarrow]);

  return state;
}

/** Holds the place of rows that are not drawn. */
function Spacer({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true" className="max-rail:block">
      <td className="p-0" colSpan={99} style={{ height }} />
    </tr>
  );
}

/** How many rows come before each group, and at last how many there are. */
function rowsBefore(groups: readonly (readonly unknown[])[]): readonly number[] {
  const sums = [0];
  for (const group of groups) sums.push((sums.at(-1) ?? 0) + group.length);
  return sums;
}

type WindowedTableProps<Row> = {
  readonly caption: string;
  readonly head: ReactNode;
  readonly groups: readonly (readonly Row[])[];
  readonly hasMore: boolean;
  /** The group that will be seen first, when that is not the one at the top. */
  readonly firstSeen?: number;
  /** The position counts from 1 and is that of the row in the whole table, its head included. */
  readonly children: (row: Row, position: number) => ReactNode;
};

/** A table of any length: only the groups of rows near what is seen are in the page, the newest one among them. */
export function WindowedTable<Row>(props: WindowedTableProps<Row>) {
  const { caption, head, groups, hasMore, firstSeen = 0, children } = props;
  const table = useRef<HTMLTableElement>(null);
  const { near, heights } = useNearGroups(table, groups.length, firstSeen);
  const starts = rowsBefore(groups);
  const rowHeight = useIsNarrow() ? rowHeights.narrow : rowHeights.wide;
  const isDrawn = (index: number) => near.has(index) || index === groups.length - 1;
  return (
    <TableFrame ref={table} caption={caption} head={head} rowCount={hasMore ? -1 : (starts.at(-1) ?? 0) + 1}>
      {groups.map((group, index) => (
        // A page of a list keeps its place, whatever becomes of its rows.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <RowGroup key={index}>
          {isDrawn(index) ? (
            group.map((row, offset) => children(row, (starts[index] ?? 0) + offset + 2))
          ) : (
            <Spacer height={heights.get(index) ?? group.length * rowHeight} />
          )}
        </RowGroup>
      ))}
    </TableFrame>
  );
}
