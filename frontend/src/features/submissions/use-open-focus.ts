import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { shouldMoveFocus } from '#lib/should-move-focus.ts';
import { useIsNarrow } from '#lib/use-media.ts';

/** The `id` of a row's link, so that the focus can be given back to it. */
export const rowLinkId = (submissionId: string): string => `submission-${submissionId}`;

/** Gives the focus to a submission that is opened, and back to its row when it is closed. */
export function useOpenFocus(opened: string | undefined, detail: RefObject<HTMLElement | null>): void {
  const isNarrow = useIsNarrow();
  const shown = useRef(opened);
  const open = useEffectEvent(() => {
    if (shouldMoveFocus(isNarrow)) detail.current?.focus({ preventScroll: true });
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
