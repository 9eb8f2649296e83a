import { useCallback } from 'react';
import { useLocation, useSearch, useSearchParams } from 'wouter';

export { Link, Redirect, useLocation } from 'wouter';
export { navigate, useHistoryState } from 'wouter/use-browser-location';

let isReturn = false;
// Here, because this is loaded before the router listens, and a page is drawn as soon as it has heard. It tells of every
// other way by an event of the same name.
for (const way of ['popstate', 'pushState', 'replaceState']) {
  globalThis.addEventListener?.(way, () => {
    isReturn = way === 'popstate';
  });
}

/** Whether one came here by going back or forward: then a page is as it was left. */
export const isBackNavigation = (): boolean => isReturn;

/** One parameter of the address, so that a copied address shows the same. */
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
  return [parameters.get(name)?.trim() ?? '', set];
}

/** Where one is, in a form one can come back to. */
export function useCurrentAddress(): { readonly path: string; readonly whole: string } {
  const [path] = useLocation();
  const search = useSearch();
  return { path, whole: search ? `${path}?${search}` : path };
}
