import { type FocusEvent, type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { messages } from '#lib/messages.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { ShortcutHint } from './key-hint.tsx';
import { dismissToast, type Toast, useToasts } from './toasts.ts';

const secondsShown = 8;
const secondsShownWithoutAction = 4;
const tickMillis = 100;

/** Fraction of the display time that remains. Pauses on hover, on focus and in a hidden tab. */
function useRemainingTime(toast: Toast, paused: boolean, onDismiss: () => void): number {
  const total = (toast.action ? secondsShown : secondsShownWithoutAction) * 1000;
  const [millis, setMillis] = useState(total);
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      if (!document.hidden) setMillis((current) => current - tickMillis);
    }, tickMillis);
    return () => clearInterval(timer);
  }, [paused]);
  const dismiss = useEffectEvent(onDismiss);
  useEffect(() => {
    if (millis <= 0) dismiss();
  }, [millis]);
  return millis / total;
}

function CountdownRing({ remaining }: { readonly remaining: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 shrink-0 -rotate-90">
      <circle cx="8" cy="8" r="6" pathLength="1" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.25" />
      <circle
        cx="8"
        cy="8"
        r="6"
        pathLength="1"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray="1"
        strokeDashoffset={1 - Math.max(0, remaining)}
      />
    </svg>
  );
}

type ToastActionProps = {
  readonly action: NonNullable<Toast['action']>;
  /** Only the newest toast with an action has the shortcut. */
  readonly hasShortcut: boolean;
  readonly onDismiss: () => void;
};

function ToastAction({ action, hasShortcut, onDismiss }: ToastActionProps) {
  const run = () => {
    onDismiss();
    action.run();
  };
  return (
    <>
      <span className="sr-only">{messages.toast.available}</span>
      <button
        type="button"
        onClick={run}
        className="inline-flex h-8 items-center gap-2 rounded-button bg-toast-action px-3 font-medium touch:h-11 touch:px-4"
      >
        {action.label}
        {hasShortcut && <ShortcutHint name="undo" />}
      </button>
    </>
  );
}

type ToastItemProps = { readonly toast: Toast; readonly hasShortcut: boolean; readonly onDismiss: () => void };

function ToastItem({ toast, hasShortcut, onDismiss }: ToastItemProps) {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const remaining = useRemainingTime(toast, isHovered || isFocused, onDismiss);
  const dismissOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onDismiss();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only pauses the timer
    <div
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onKeyDown={dismissOnEscape}
      tabIndex={-1}
      className="pointer-events-auto flex min-h-12 animate-appear items-center gap-3 rounded-box bg-toast py-2 pr-2 pl-4 text-on-toast shadow-e3 touch:min-h-14 forced-colors:border"
    >
      <span className="grow pr-2 [overflow-wrap:anywhere]">{toast.text}</span>
      {toast.action && <CountdownRing remaining={remaining} />}
      {toast.action && <ToastAction action={toast.action} hasShortcut={hasShortcut} onDismiss={onDismiss} />}
    </div>
  );
}

/** Moves the focus to the newest toast on a shortcut, and restores it when a focused toast is dismissed. */
function useToastFocus(toasts: readonly Toast[]) {
  const region = useRef<HTMLElement>(null);
  const origin = useRef<HTMLElement>(null);
  useShortcut(
    'toast',
    () => {
      const newest = region.current?.lastElementChild;
      const target = newest?.querySelector('button') ?? newest;
      if (target instanceof HTMLElement) target.focus();
    },
    toasts.length > 0,
  );
  const saveOrigin = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !region.current?.contains(relatedTarget))
      origin.current = relatedTarget;
  };
  const dismiss = (id: number) => {
    const toast = region.current?.children[toasts.findIndex((other) => other.id === id)];
    const holdsFocus = toast?.contains(document.activeElement);
    dismissToast(id);
    if (holdsFocus) origin.current?.focus();
  };
  return { region, saveOrigin, dismiss };
}

/** The undo shortcut runs the action of the newest toast that has one. */
function useToastAction(toasts: readonly Toast[], dismiss: (id: number) => void): Toast | undefined {
  const newest = toasts.findLast(({ action }) => action !== undefined);
  const run = () => {
    if (!newest?.action) return;
    dismiss(newest.id);
    newest.action.run();
  };
  useShortcut('undo', run, newest !== undefined);
  return newest;
}

/** Always rendered: a live region announces only what is added to it later. */
export function ToastRegion() {
  const toasts = useToasts();
  const { region, saveOrigin, dismiss } = useToastFocus(toasts);
  const newest = useToastAction(toasts, dismiss);
  return (
    <section
      ref={region}
      role="status"
      aria-label={messages.toast.region}
      onFocus={saveOrigin}
      className="pointer-events-none fixed bottom-[calc(5rem+env(safe-area-inset-bottom))] left-4 z-30 flex flex-col gap-2 max-hand:right-4 rail:bottom-8 rail:left-[calc(var(--sidebar)+1.5rem)]"
    >
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} hasShortcut={toast === newest} onDismiss={() => dismiss(toast.id)} />
      ))}
    </section>
  );
}
