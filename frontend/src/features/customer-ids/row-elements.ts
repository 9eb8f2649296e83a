import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { ListedId } from './id-lists.ts';
import { rowLinkId } from './row-link-id.ts';

/** Gives the focus to a row, or to the heading when there is no such row, once the page shows what it will show next. */
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

/** An ID that was opened by its address, or from the box, is seen in the list too, if the list has it. */
export function useOpenRowInView(openId: string | undefined, items: readonly ListedId[]): void {
  const isListed = items.some(({ id }) => id === openId);
  useEffect(() => {
    if (!isListed || openId === undefined) return;
    document.getElementById(rowLinkId(openId))?.scrollIntoView({ block: 'nearest' });
  }, [openId, isListed]);
}

/** Whichever way an ID was closed, its row gets the focus, unless something else has it by then. */
export function useFocusOnLeaving(openId: string | undefined, focusRow: (id: string | undefined) => void): void {
  const last = useRef(openId);
  useEffect(() => {
    const leftId = last.current;
    last.current = openId;
    if (openId !== undefined || leftId === undefined) return;
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusRow(leftId);
    });
  }, [openId, focusRow]);
}
