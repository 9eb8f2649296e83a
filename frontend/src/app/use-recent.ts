import { useEffect } from 'react';
import { paths } from '#lib/paths.ts';
import { addRecentPage } from '#lib/recent-pages.ts';
import { tabStorage } from '#lib/storage.ts';

const pagesWithDetails = [paths.ids, paths.submissions];

/** Remembers the details that are opened, for the palette, which leaves out what is none. */
export function useRecent(path: string, hasKey: boolean): void {
  useEffect(() => {
    if (hasKey && pagesWithDetails.some((page) => path.startsWith(`${page}/`))) addRecentPage(tabStorage, path);
  }, [path, hasKey]);
}
