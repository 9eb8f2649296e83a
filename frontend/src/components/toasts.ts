import type { ReactNode } from 'react';
import { observable, useObservable } from '#lib/observable.ts';

export type Toast = {
  readonly id: number;
  readonly text: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
};

const shownMax = 3;

const toasts = observable<readonly Toast[]>([]);
let lastId = 0;

export function showToast(toast: Omit<Toast, 'id'>): void {
  lastId += 1;
  const current = toasts.read();
  // Toasts with an action are removed last.
  const first = Math.max(
    0,
    current.findIndex(({ action }) => action === undefined),
  );
  const remaining = current.length < shownMax ? current : current.toSpliced(first, 1);
  toasts.set([...remaining, { ...toast, id: lastId }]);
}

export const isActionOffered = (): boolean => toasts.read().some(({ action }) => action !== undefined);

export const dismissToast = (id: number): void => toasts.set(toasts.read().filter((toast) => toast.id !== id));

export const useToasts = (): readonly Toast[] => useObservable(toasts);
