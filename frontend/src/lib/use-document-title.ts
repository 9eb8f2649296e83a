import { useEffect } from 'react';
import { formatMessage } from './format-message.ts';
import { messages } from './messages.ts';

/** What the icon of the tab says of the work that is shown in it: files of `public/`. */
const icons = { calm: '/favicon.svg', running: '/favicon-running.svg', failed: '/favicon-failed.svg' };

export type TabIcon = keyof typeof icons;

/** Names the tab after what is shown in it; its icon says from another tab whether that runs or has failed. */
export function useDocumentTitle(page: string, icon: TabIcon = 'calm'): void {
  useEffect(() => {
    document.title = formatMessage(messages.title, { page, product: messages.product });
  }, [page]);
  useEffect(() => {
    document.querySelector('link[rel=icon]')?.setAttribute('href', icons[icon]);
  }, [icon]);
}
