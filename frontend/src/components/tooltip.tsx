import { type FocusEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ShortcutName } from '#lib/shortcuts.ts';
import { ShortcutHint } from './key-hint.tsx';

const delayMillis = 400;

/** Shows the tooltip after a delay on hover or keyboard focus; Escape hides it. */
export function useTooltip() {
  const [isShown, setShown] = useState(false);
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setShown(true), delayMillis);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  const hide = () => {
    setWaiting(false);
    setShown(false);
  };
  useEffect(() => {
    if (!isShown) return;
    const press = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return {
    isShown,
    onPointerEnter: ({ pointerType }: PointerEvent) => setWaiting(pointerType === 'mouse'),
    onPointerLeave: hide,
    onFocus: ({ currentTarget }: FocusEvent) => setWaiting(currentTarget.matches(':focus-visible')),
    onBlur: hide,
    onPointerDown: hide,
  };
}

type TooltipProps = { readonly anchor: string; readonly text: string; readonly shortcut?: ShortcutName | undefined };

/** Hidden from screen readers, which read the control's label. Stays open while hovered (WCAG 1.4.13). */
export function Tooltip({ anchor, text, shortcut }: TooltipProps) {
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => tip.current?.showPopover(), []);
  return (
    <span
      ref={tip}
      aria-hidden="true"
      popover="manual"
      style={{ positionAnchor: anchor }}
      className="m-0 animate-appear cursor-default bg-transparent py-1 [position-area:bottom] [position-try-fallbacks:flip-block]"
    >
      <span className="flex min-h-7 max-w-80 items-center gap-2 rounded-badge bg-toast px-2 text-small font-medium text-on-toast shadow-e2 [overflow-wrap:anywhere] forced-colors:border">
        {text}
        {shortcut && <ShortcutHint name={shortcut} />}
      </span>
    </span>
  );
}
