import type { ReactNode } from 'react';
import { observable, useObservable } from '#lib/observable.ts';

export type Toast = {
  readonly id: number;
  readonly text: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
};

const shownMax = 3;

const toasts = observable<readonly Toast[]>([]);
let made = 0;

export function showToast(toast: Omit<Toast, 'id'>): void {
  made += 1;
  const before = toasts.read();
  // What offers something still makes room last.
  const first = Math.max(
    0,
    before.findIndex(({ action }) => action === undefined),
  );
  const kept = before.length < shownMax ? before : before.toSpliced(first, 1);
  toasts.set([...kept, { ...toast, id: made }]);
}

export const isActionOffered = (): boolean => toasts.read().some(({ action }) => action !== undefined);

export const dismissToast = (id: number): void => toasts.set(toasts.read().filter((toast) => toast.id !== id));

export const useToasts = (): readonly Toast[] => useObservable(toasts);
