import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { cameBack } from '#lib/navigation.ts';
import { useIsNarrow } from '#lib/use-media.ts';

/** The `id` of a row's link, so that the focus can be given back to it. */
export const rowLinkId = (submissionId: string): string => `submission-${submissionId}`;

/**
 * Reading goes on in what was opened by key, or by a link that is no longer seen, and at its row when it is closed. A
 * pointer is already where it wants to be.
 */
export function useOpenFocus(opened: string | undefined, detail: RefObject<HTMLElement | null>): void {
  const isNarrow = useIsNarrow();
  const shown = useRef(opened);
  const open = useEffectEvent(() => {
    const active = document.activeElement;
    // On a phone it is a screen of its own, and begins at its top, however far the one before was scrolled.
    if (isNarrow && !cameBack()) scrollTo(0, 0);
    if (isNarrow || active === document.body || active?.matches(':focus-visible')) {
      detail.current?.focus({ preventScroll: true });
    }
  });
  const close = useEffectEvent((closed: string) => {
    const active = document.activeElement;
    if (active !== document.body && !detail.current?.contains(active)) return;
    (document.getElementById(rowLinkId(closed)) ?? document.querySelector('h1'))?.focus();
  });
  useEffect(() => {
    const before = shown.current;
    shown.current = opened;
    if (before === opened) return;
    if (opened !== undefined) open();
    else if (before !== undefined) close(before);
  }, [opened]);
}
