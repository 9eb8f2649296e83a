import { useCallback } from 'react';
import { useLocation, useSearch, useSearchParams } from 'wouter';

const name = 'recent';
const entriesMax = 5;

/** Paths of details opened in this tab, newest first. They contain IDs, so they are cleared with the key. */
export function readRecentPages(storage: Storage): readonly string[] {
  return (storage.getItem(name) ?? '').split('\n').filter(Boolean);
}

export function addRecentPage(storage: Storage, path: string): void {
  const others = readRecentPages(storage).filter((other) => other !== path);
  storage.setItem(name, [path, ...others].slice(0, entriesMax).join('\n'));
}

export const clearRecentPages = (storage: Storage): void => storage.removeItem(name);

export { Link, Redirect, useLocation } from 'wouter';
export { navigate, useHistoryState } from 'wouter/use-browser-location';

let isBack = false;
// Registered on import, before the router's listeners render the page. wouter dispatches an event for each pushState and
// replaceState.
for (const type of ['popstate', 'pushState', 'replaceState']) {
  globalThis.addEventListener?.(type, () => {
    isBack = type === 'popstate';
  });
}

/** Whether the last navigation was Back or Forward, after which a page restores its position. */
export const isBackNavigation = (): boolean => isBack;

/** State held in a query parameter, so that it is part of a copied address. */
export function useSearchParam(name: string): readonly [string, (value: string) => void] {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (value: string) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          if (value) after.set(name, value);
          else after.delete(name);
          return after;
        },
        { replace: true },
      ),
    [name, setParameters],
  );
  return [parameters.get(name) ?? '', set];
}

/** The current path, without and with its query. */
export function useCurrentAddress(): { readonly path: string; readonly whole: string } {
  const [path] = useLocation();
  const search = useSearch();
  return { path, whole: search ? `${path}?${search}` : path };
}
