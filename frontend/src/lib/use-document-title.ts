import { useEffect } from 'react';
import { fill } from './format-message.ts';
import { words } from './messages.ts';

/** What the icon of the tab says of the work that is shown in it: files of `public/`. */
const icons = { calm: '/favicon.svg', running: '/favicon-running.svg', failed: '/favicon-failed.svg' };

export type TabIcon = keyof typeof icons;

/** Names the tab after what is shown in it; its icon says from another tab whether that runs or has failed. */
export function useTitle(page: string, icon: TabIcon = 'calm'): void {
  useEffect(() => {
    document.title = fill(words.title, { page, product: words.product });
  }, [page]);
  useEffect(() => {
    document.querySelector('link[rel=icon]')?.setAttribute('href', icons[icon]);
  }, [icon]);
}
