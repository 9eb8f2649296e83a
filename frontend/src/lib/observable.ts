import { useSyncExternalStore } from 'react';

/** A value that outlives the components that show it. */
export interface Observable<Value> {
  readonly read: () => Value;
  readonly set: (value: Value) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function observable<Value>(initial: Value): Observable<Value> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    read: () => value,
    set: (changed) => {
      value = changed;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const useObservable = <Value>({ subscribe, read }: Omit<Observable<Value>, 'set'>): Value =>
  useSyncExternalStore(subscribe, read);

/** A `subscribe` function for events of the window. */
export const windowEvents =
  (...names: readonly string[]) =>
  (listener: () => void): (() => void) => {
    for (const name of names) addEventListener(name, listener);
    return () => {
      for (const name of names) removeEventListener(name, listener);
    };
  };
