import {
  type ButtonHTMLAttributes,
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ShortcutName } from '#lib/shortcuts.ts';
import { classNames } from './class-names.ts';
import { ShortcutHint } from './key-hint.tsx';

const delayMillis = 400;

/** Shows the tooltip after a delay on hover or keyboard focus; Escape hides it. */
function useTooltip() {
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
function Tooltip({ anchor, text, shortcut }: TooltipProps) {
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

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly label: string;
  readonly children: ReactNode;
  readonly size?: 'normal' | 'small';
  /** Shown in the tooltip. */
  readonly shortcut?: ShortcutName;
  readonly ref?: Ref<HTMLButtonElement>;
};

const sizes = { normal: 'size-8 touch:size-11', small: 'size-6 touch:-mx-2.5 touch:size-11' };

export function IconButton({ label, children, size = 'normal', shortcut, className, ...rest }: IconButtonProps) {
  const anchor = `--${useId()}`;
  const { isShown, ...tooltip } = useTooltip();
  return (
    <button
      type="button"
      aria-label={label}
      {...tooltip}
      {...rest}
      style={{ anchorName: anchor }}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-badge text-fg-2 transition-colors hover:bg-hover hover:text-fg active:bg-active',
        sizes[size],
        className,
      )}
    >
      {children}
      {isShown && <Tooltip anchor={anchor} text={label} shortcut={shortcut} />}
    </button>
  );
}
