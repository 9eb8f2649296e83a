import { useEffect, useState } from 'react';
import { words } from '#lib/words.ts';
import { dismissToast, type Toast, useToasts } from './toasts.ts';

const secondsShown = 8;
const secondsShownWithoutAction = 4;
const tickMillis = 100;

/** Counts only while the toast can be read: not under the pointer or the focus, and not in a hidden tab. */
function useRemaining(toast: Toast, paused: boolean): number {
  const total = (toast.action ? secondsShown : secondsShownWithoutAction) * 1000;
  const [millis, setMillis] = useState(total);
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      if (!document.hidden) setMillis((before) => before - tickMillis);
    }, tickMillis);
    return () => clearInterval(timer);
  }, [paused]);
  useEffect(() => {
    if (millis <= 0) dismissToast(toast.id);
  }, [millis, toast.id]);
  return millis / total;
}

function Ring({ remaining }: { readonly remaining: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 -rotate-90">
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

function ToastAction({ toast, action }: { readonly toast: Toast; readonly action: NonNullable<Toast['action']> }) {
  const run = () => {
    dismissToast(toast.id);
    action.run();
  };
  return (
    <>
      <span className="sr-only">{words.toast.available}</span>
      <button
        type="button"
        onClick={run}
        className="h-8 rounded-button bg-toast-action px-3 font-medium max-hand:h-11 max-hand:px-4"
      >
        {action.label}
      </button>
    </>
  );
}

function ToastItem({ toast }: { readonly toast: Toast }) {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const remaining = useRemaining(toast, isHovered || isFocused);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only stops the clock
    <div
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onKeyDown={(event) => event.key === 'Escape' && dismissToast(toast.id)}
      className="pointer-events-auto flex min-h-12 animate-appear items-center gap-3 rounded-box bg-toast py-2 pr-2 pl-4 text-on-toast shadow-e3 max-hand:min-h-14 forced-colors:border"
    >
      <span className="grow pr-2 [overflow-wrap:anywhere]">{toast.text}</span>
      {toast.action && <Ring remaining={remaining} />}
      {toast.action && <ToastAction toast={toast} action={toast.action} />}
    </div>
  );
}

/** There from the first paint, so that what is added to it later is announced. */
export function ToastRegion() {
  return (
    <section
      role="status"
      aria-label={words.toast.region}
      className="pointer-events-none fixed bottom-[calc(5rem+env(safe-area-inset-bottom))] left-4 z-30 flex flex-col gap-2 max-hand:right-4 rail:bottom-8 rail:left-[calc(var(--sidebar)+1.5rem)]"
    >
      {useToasts().map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
    </section>
  );
}
