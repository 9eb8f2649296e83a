import { type FocusEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ShortcutName } from '#lib/shortcuts.ts';
import { ShortcutHint } from './key-hint.tsx';

const delayMillis = 400;

/** Waits for a pointer, or the focus by key, to rest on an element. Escape hides the tip. */
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

/** The name of what has only an icon, for the eye: whoever listens has it already. The pointer may go on to it. */
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
