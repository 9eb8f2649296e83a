import { type ReactNode, useSyncExternalStore } from 'react';

export type Toast = {
  readonly id: number;
  readonly text: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
};

const shownMax = 3;

let toasts: readonly Toast[] = [];
let made = 0;
const listeners = new Set<() => void>();

function set(changed: readonly Toast[]): void {
  toasts = changed;
  for (const listener of listeners) listener();
}

export function showToast(toast: Omit<Toast, 'id'>): void {
  made += 1;
  // What offers something still makes room last.
  const first = Math.max(
    0,
    toasts.findIndex(({ action }) => action === undefined),
  );
  const kept = toasts.length < shownMax ? toasts : toasts.toSpliced(first, 1);
  set([...kept, { ...toast, id: made }]);
}

export const isActionOffered = (): boolean => toasts.some(({ action }) => action !== undefined);

export const dismissToast = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts);
