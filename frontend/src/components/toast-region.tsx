import { type FocusEvent, useRef } from 'react';
import { messages } from '#lib/messages.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { ToastItem } from './toast-item.tsx';
import { dismissToast, type Toast, useToasts } from './toasts.ts';

/** Leads the focus to the newest toast and, when a toast that holds it goes, back to where it came from. */
function useToastFocus(toasts: readonly Toast[]) {
  const region = useRef<HTMLElement>(null);
  const before = useRef<HTMLElement>(null);
  useShortcut(
    'toast',
    () => {
      const newest = region.current?.lastElementChild;
      const target = newest?.querySelector('button') ?? newest;
      if (target instanceof HTMLElement) target.focus();
    },
    toasts.length > 0,
  );
  const noteOrigin = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !region.current?.contains(relatedTarget))
      before.current = relatedTarget;
  };
  const dismiss = (id: number) => {
    const toast = region.current?.children[toasts.findIndex((other) => other.id === id)];
    const holdsFocus = toast?.contains(document.activeElement);
    dismissToast(id);
    if (holdsFocus) before.current?.focus();
  };
  return { region, noteOrigin, dismiss };
}

/** The key undoes what the newest toast offers to undo, wherever the focus is. */
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

/** There from the first paint, so that what is added to it later is announced. */
export function ToastRegion() {
  const toasts = useToasts();
  const { region, noteOrigin, dismiss } = useToastFocus(toasts);
  const newest = useToastAction(toasts, dismiss);
  return (
    <section
      ref={region}
      role="status"
      aria-label={messages.toast.region}
      onFocus={noteOrigin}
      className="pointer-events-none fixed bottom-[calc(5rem+env(safe-area-inset-bottom))] left-4 z-30 flex flex-col gap-2 max-hand:right-4 rail:bottom-8 rail:left-[calc(var(--sidebar)+1.5rem)]"
    >
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} hasKey={toast === newest} onDismiss={() => dismiss(toast.id)} />
      ))}
    </section>
  );
}
