import { useEffect } from 'react';
import { formatMessage } from './format.ts';
import { messages } from './messages.ts';

/** Files in `public/`. */
const icons = { calm: '/favicon.svg', running: '/favicon-running.svg', failed: '/favicon-failed.svg' };

export type TabIcon = keyof typeof icons;

/** Sets the title and the icon of the tab; the icon shows whether its work is running or has failed. */
export function useDocumentTitle(page: string, icon: TabIcon = 'calm'): void {
  useEffect(() => {
    document.title = formatMessage(messages.title, { page, product: messages.product });
  }, [page]);
  useEffect(() => {
    document.querySelector('link[rel=icon]')?.setAttribute('href', icons[icon]);
  }, [icon]);
}
