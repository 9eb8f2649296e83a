import { type RefObject, useCallback } from 'react';
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
