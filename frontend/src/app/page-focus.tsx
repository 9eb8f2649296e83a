import { type RefObject, useEffect, useRef } from 'react';

/** Moves the focus to the heading of a page one went to, unless that page has put it somewhere better itself. */
export function PageFocus({ page, sheet }: { readonly page: string; readonly sheet: RefObject<HTMLElement | null> }) {
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    if (!sheet.current?.contains(document.activeElement)) sheet.current?.querySelector('h1')?.focus();
  }, [page, sheet]);
  return null;
}
