import { type RefObject, useLayoutEffect } from 'react';
import { findScrollParent } from '#components/use-in-view.ts';
import { isBackNavigation } from '#lib/navigation.ts';
import { getFocusedId, rowLinkId } from './row-elements.ts';

interface ScrollPosition {
  readonly prefix: string;
  /** The first visible row. */
  readonly topId: string;
  /** How far below the top edge that row begins. */
  readonly offset: number;
  readonly focusedId: string | undefined;
}

let saved: ScrollPosition | undefined;

/** The position to restore when the user goes back or forward to the list they left last. */
export const getSavedPosition = (prefix: string): ScrollPosition | undefined =>
  isBackNavigation() && saved?.prefix === prefix ? saved : undefined;

const getTop = (element: Element): number => element.getBoundingClientRect().top;

function readPosition(column: HTMLElement, prefix: string): ScrollPosition | undefined {
  const rows = [...column.querySelectorAll<HTMLElement>('[data-customer-id]')];
  const scroller = rows[0] && findScrollParent(rows[0]);
  if (!scroller) return undefined;
  const topRow = rows.find((row) => row.getBoundingClientRect().bottom > getTop(scroller));
  const topId = topRow?.dataset['customerId'];
  if (!topRow || topId === undefined) return undefined;
  return { prefix, topId, offset: getTop(topRow) - getTop(scroller), focusedId: getFocusedId() };
}

function restorePosition({ topId, offset, focusedId }: ScrollPosition): void {
  const row = document.getElementById(rowLinkId(topId))?.closest('tr');
  const scroller = row && findScrollParent(row);
  if (scroller) scroller.scrollTop += getTop(row) - getTop(scroller) - offset;
  if (focusedId !== undefined) document.getElementById(rowLinkId(focusedId))?.focus({ preventScroll: true });
}

/** Restores the list's scroll position and focus on back navigation. On a phone the document scrolls and the browser does it. */
export function useScrollRestoration(column: RefObject<HTMLElement | null>, prefix: string, isLoaded: boolean): void {
  useLayoutEffect(() => {
    const element = column.current;
    if (!isLoaded || !element) return;
    const position = getSavedPosition(prefix);
    if (position) restorePosition(position);
    return () => {
      saved = readPosition(element, prefix) ?? saved;
    };
  }, [column, prefix, isLoaded]);
}
