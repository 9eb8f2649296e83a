import { useEffect } from 'react';
import { detailOf } from '#lib/paths.ts';
import { noteRecent } from '#lib/recent.ts';

/** Remembers the details that are opened, for the palette. */
export function useRecent(path: string, hasKey: boolean): void {
  useEffect(() => {
    if (hasKey && detailOf(path)) noteRecent(sessionStorage, path);
  }, [path, hasKey]);
}
