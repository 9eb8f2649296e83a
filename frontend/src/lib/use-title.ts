import { useEffect } from 'react';
import { fill } from './phrase.ts';
import { words } from './words.ts';

/** Names the tab after what is shown in it. */
export function useTitle(page: string): void {
  useEffect(() => {
    document.title = fill(words.title, { page, product: words.product });
  }, [page]);
}
