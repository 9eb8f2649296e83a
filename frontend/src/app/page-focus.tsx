import { type RefObject, useEffect, useRef } from 'react';
import { isBackNavigation } from '#lib/navigation.ts';

/** On a phone the page itself scrolls: another screen begins at its top, and one that one goes back to where it was. */
export function PageTop({ path }: { readonly path: string }) {
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current !== path && !isBackNavigation()) scrollTo(0, 0);
    shown.current = path;
  }, [path]);
  return null;
}

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
