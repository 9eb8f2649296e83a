import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { findScrollParent } from '#components/use-in-view.ts';
import type { Source } from '#lib/api/customer-ids.ts';
import { isBackNavigation } from '#lib/navigation.ts';
import type { ListedId } from './use-id-list.ts';

/** The DOM `id` of a row's link. */
export const rowLinkId = (id: string): string => `row-${id}`;

/** The ID of the row that contains the focus. */
export const getFocusedId = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-customer-id]')?.dataset['customerId'];

/** Returns a function that focuses a row after the next render, or the heading if the row does not exist. */
export function useFocusRow(column: RefObject<HTMLElement | null>): (id: string | undefined) => void {
  return useCallback(
    (id) => {
      requestAnimationFrame(() => {
        const row = id === undefined ? null : document.getElementById(rowLinkId(id));
        (row ?? column.current?.querySelector('h1'))?.focus();
      });
    },
    [column],
  );
}

/** Scrolls the list to an ID that was opened by its address or from the box. */
export function useOpenRowInView(openId: string | undefined, items: readonly ListedId[]): void {
  const isListed = items.some(({ id }) => id === openId);
  useEffect(() => {
    if (!isListed || openId === undefined) return;
    document.getElementById(rowLinkId(openId))?.scrollIntoView({ block: 'nearest' });
  }, [openId, isListed]);
}

/** Returns the focus to the row of an ID when its details close, unless something else has taken the focus. */
export function useFocusOnClose(openId: string | undefined, focusRow: (id: string | undefined) => void): void {
  const last = useRef(openId);
  useEffect(() => {
    const closedId = last.current;
    last.current = openId;
    if (openId !== undefined || closedId === undefined) return;
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusRow(closedId);
    });
  }, [openId, focusRow]);
}

/** Two thirds of the enter animation's duration. */
const removalAnimation = { duration: 133, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/** Call before the row is removed. Slides the rows below it into its place; the table does not have to keep the old row. */
export function animateRowRemoval(removed: ReadonlySet<string>): void {
  const table = document.querySelector('[data-customer-id]')?.closest('table');
  // With several rows the motion is too much to follow.
  if (!table || removed.size > 1 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const topsBefore = new Map<HTMLElement, number>();
  for (const row of table.querySelectorAll<HTMLElement>('[data-customer-id]')) {
    const { top, height } = row.getBoundingClientRect();
    if (height > 0 && top < innerHeight) topsBefore.set(row, top);
  }
  const observer = new MutationObserver(() => {
    observer.disconnect();
    for (const [row, topBefore] of topsBefore) {
      const distance = row.isConnected ? topBefore - row.getBoundingClientRect().top : 0;
      if (distance > 0) row.animate({ translate: [`0 ${distance}px`, '0'] }, removalAnimation);
    }
  });
  observer.observe(table, { childList: true, subtree: true });
}

interface ScrollPosition {
  readonly list: string;
  /** The first visible row. */
  readonly topId: string;
  /** How far below the top edge that row begins. */
  readonly offset: number;
  readonly focusedId: string | undefined;
}

let saved: ScrollPosition | undefined;

/** Distinguishes the lists of active IDs whose positions are saved. */
export const toListName = (prefix: string, source: Source | undefined): string => `${source ?? ''} ${prefix}`;

/** The position to restore when the user goes back or forward to the list they left last. */
export const getSavedPosition = (list: string): ScrollPosition | undefined =>
  isBackNavigation() && saved?.list === list ? saved : undefined;

const getTop = (element: Element): number => element.getBoundingClientRect().top;

function readPosition(column: HTMLElement, list: string): ScrollPosition | undefined {
  const rows = [...column.querySelectorAll<HTMLElement>('[data-customer-id]')];
  const scroller = rows[0] && findScrollParent(rows[0]);
  if (!scroller) return undefined;
  const topRow = rows.find((row) => row.getBoundingClientRect().bottom > getTop(scroller));
  const topId = topRow?.dataset['customerId'];
  if (!topRow || topId === undefined) return undefined;
  return { list, topId, offset: getTop(topRow) - getTop(scroller), focusedId: getFocusedId() };
}

function restorePosition({ topId, offset, focusedId }: ScrollPosition): void {
  const row = document.getElementById(rowLinkId(topId))?.closest('tr');
  const scroller = row && findScrollParent(row);
  if (scroller) scroller.scrollTop += getTop(row) - getTop(scroller) - offset;
  if (focusedId !== undefined) document.getElementById(rowLinkId(focusedId))?.focus({ preventScroll: true });
}

/** Restores the list's scroll position and focus on back navigation. On a phone the document scrolls and the browser does it. */
export function useScrollRestoration(column: RefObject<HTMLElement | null>, list: string, isLoaded: boolean): void {
  useLayoutEffect(() => {
    const element = column.current;
    if (!isLoaded || !element) return;
    const position = getSavedPosition(list);
    if (position) restorePosition(position);
    return () => {
      saved = readPosition(element, list) ?? saved;
    };
  }, [column, list, isLoaded]);
}
