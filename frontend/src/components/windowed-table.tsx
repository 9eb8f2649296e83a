import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useIsNarrow } from '#lib/device.ts';
import { RowGroup, TableFrame } from './table.tsx';
import { findScrollParent } from './use-in-view.ts';

/** Rows are rendered this far outside the viewport, so that fast scrolling shows no gaps. */
const renderMargin = '1000px 0px';
/** Estimates for rows not rendered yet. Scroll restoration depends on them. */
const rowHeights = { wide: 36, narrow: 57 };

type NearGroups = { readonly near: ReadonlySet<number>; readonly heights: ReadonlyMap<number, number> };

type Measurement = { readonly index: number; readonly isNear: boolean; readonly height: number };

/** Ignores groups without height: the whole table is hidden, and keeps its rows. */
function applyMeasurements(current: NearGroups, measurements: readonly Measurement[]): NearGroups {
  const visible = measurements.filter(({ height }) => height > 0);
  const near = new Set(current.near);
  for (const { index, isNear } of visible) isNear ? near.add(index) : near.delete(index);
  return {
    near,
    heights: new Map([...current.heights, ...visible.map(({ index, height }) => [index, height] as const)]),
  };
}

/** Tracks which groups are near the viewport, and their heights. The group with the focus always counts as near. */
function useNearGroups(
  table: RefObject<HTMLTableElement | null>,
  groupCount: number,
  firstVisible: number,
): NearGroups {
  const [state, setState] = useState<NearGroups>({ near: new Set([0, firstVisible]), heights: new Map() });
  const observer = useRef<IntersectionObserver>(null);
  const indexes = useRef(new WeakMap<Element, number>());
  const isNarrow = useIsNarrow();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scroll container depends on the screen width
  useLayoutEffect(() => {
    if (!table.current) return;
    const measure = ({ target, isIntersecting, boundingClientRect }: IntersectionObserverEntry): Measurement => ({
      index: indexes.current.get(target) ?? 0,
      isNear: isIntersecting || target.contains(document.activeElement),
      height: boundingClientRect.height,
    });
    const handleEntries = (entries: readonly IntersectionObserverEntry[]) =>
      setState((current) => applyMeasurements(current, entries.map(measure)));
    observer.current = new IntersectionObserver(handleEntries, {
      root: findScrollParent(table.current),
      rootMargin: renderMargin,
    });
    return () => observer.current?.disconnect();
  }, [table, isNarrow]);

  // Observing an element twice has no effect.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new group count means that there are groups to observe
  useLayoutEffect(() => {
    for (const [index, group] of [...(table.current?.tBodies ?? [])].entries()) {
      indexes.current.set(group, index);
      observer.current?.observe(group);
    }
  }, [table, groupCount, isNarrow]);

  return state;
}

/** Replaces rows that are not rendered. */
function Spacer({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it contains nothing focusable
    <tr aria-hidden="true" className="max-rail:block">
      <td className="p-0" colSpan={99} style={{ height }} />
    </tr>
  );
}

/** The number of rows before each group, followed by the total. */
function cumulativeRowCounts(groups: readonly (readonly unknown[])[]): readonly number[] {
  const sums = [0];
  for (const group of groups) sums.push((sums.at(-1) ?? 0) + group.length);
  return sums;
}

type WindowedTableProps<Row> = {
  readonly caption: string;
  readonly head: ReactNode;
  readonly groups: readonly (readonly Row[])[];
  readonly hasMore: boolean;
  /** The group that is visible first, for scroll restoration. */
  readonly firstVisible?: number;
  /** The group that stays rendered wherever the user scrolls, because it contains the row that Tab reaches. */
  readonly tabStop?: number;
  /** The position is the row's `aria-rowindex`: it counts from 1 and includes the header. */
  readonly children: (row: Row, position: number) => ReactNode;
};

/** A virtualized table: renders only the groups of rows near the viewport, the last one and that of the tab stop. */
export function WindowedTable<Row>(props: WindowedTableProps<Row>) {
  const { caption, head, groups, hasMore, firstVisible = 0, tabStop, children } = props;
  const table = useRef<HTMLTableElement>(null);
  const { near, heights } = useNearGroups(table, groups.length, firstVisible);
  const starts = cumulativeRowCounts(groups);
  const rowHeight = useIsNarrow() ? rowHeights.narrow : rowHeights.wide;
  const isRendered = (index: number) => near.has(index) || index === tabStop || index === groups.length - 1;
  return (
    <TableFrame ref={table} caption={caption} head={head} rowCount={hasMore ? -1 : (starts.at(-1) ?? 0) + 1}>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page keeps its index even if its rows change
        <RowGroup key={index}>
          {isRendered(index) ? (
            group.map((row, offset) => children(row, (starts[index] ?? 0) + offset + 2))
          ) : (
            <Spacer height={heights.get(index) ?? group.length * rowHeight} />
          )}
        </RowGroup>
      ))}
    </TableFrame>
  );
}
