import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { apiKey } from '#lib/api-key.ts';
import { createQueryClient } from '#lib/query.ts';
import { clearRecentPages } from '#lib/recent-pages.ts';
import { loadSettings, SettingsContext } from '#lib/settings.ts';
import { tabStorage } from '#lib/storage.ts';
import { App } from './app.tsx';
import { loadPageAt } from './lazy-pages.ts';
import { PageBoundary } from './error-pages.tsx';

const remote = createQueryClient();

// What was read with a key is not shown without it.
apiKey.subscribe(() => {
  if (apiKey.read() !== undefined) return;
  remote.clear();
  clearRecentPages(tabStorage);
});

export async function start(root: HTMLElement): Promise<void> {
  // Both are under way since before this file was: page and frame are then drawn together, and once.
  const [settings] = await Promise.all([loadSettings(), loadPageAt(location.pathname)]);
  createRoot(root).render(
    <StrictMode>
      <PageBoundary>
        <SettingsContext value={settings}>
          <QueryClientProvider client={remote}>
            <App />
          </QueryClientProvider>
        </SettingsContext>
      </PageBoundary>
    </StrictMode>,
  );
}
