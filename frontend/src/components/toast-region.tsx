import { type FocusEvent, useRef } from 'react';
import { messages } from '#lib/messages.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { ToastItem } from './toast-item.tsx';
import { dismissToast, type Toast, useToasts } from './toasts.ts';

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
