import { type RefObject, useLayoutEffect } from 'react';
import { findScrollParent } from '#components/use-in-view.ts';
import { isBackNavigation } from '#lib/navigation.ts';
import { focusedRow } from './focused-row.ts';
import { rowLinkId } from './row-link-id.ts';

/** Where one was in a list: the row that was seen first, how far below the edge it began, and the one in focus. */
type Place = {
  readonly prefix: string;
  readonly seenId: string;
  readonly offset: number;
  readonly focusedId: string | undefined;
};

let left: Place | undefined;

/** The place to come back to, if one came by going back or forward to the list that was left last. */
export const placeToReturnTo = (prefix: string): Place | undefined =>
  isBackNavigation() && left?.prefix === prefix ? left : undefined;

const topOf = (element: Element): number => element.getBoundingClientRect().top;

function placeIn(column: HTMLElement, prefix: string): Place | undefined {
  const rows = [...column.querySelectorAll<HTMLElement>('[data-customer-id]')];
  const scroller = rows[0] && findScrollParent(rows[0]);
  if (!scroller) return undefined;
  const seen = rows.find((row) => row.getBoundingClientRect().bottom > topOf(scroller));
  const seenId = seen?.dataset['customerId'];
  if (!seen || seenId === undefined) return undefined;
  return { prefix, seenId, offset: topOf(seen) - topOf(scroller), focusedId: focusedRow() };
}

function returnTo({ seenId, offset, focusedId }: Place): void {
  const row = document.getElementById(rowLinkId(seenId))?.closest('tr');
  const scroller = row && findScrollParent(row);
  if (scroller) scroller.scrollTop += topOf(row) - topOf(scroller) - offset;
  if (focusedId !== undefined) document.getElementById(rowLinkId(focusedId))?.focus({ preventScroll: true });
}

/** Going back to the list from another page shows it was. On a phone the page itself scrolls, and the browser does it. */
export function useListPlace(column: RefObject<HTMLElement | null>, prefix: string, isLoaded: boolean): void {
  useLayoutEffect(() => {
    const shown = column.current;
    if (!isLoaded || !shown) return;
    const place = placeToReturnTo(prefix);
    if (place) returnTo(place);
    return () => {
      left = placeIn(shown, prefix) ?? left;
    };
  }, [column, prefix, isLoaded]);
}
