import { focusManager, QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { apiKey, apiKeyChannel } from '#lib/api-key.ts';
import { addRecentPage, clearRecentPages } from '#lib/navigation.ts';
import { tabStorage } from '#lib/storage.ts';
import { routes } from './routes.ts';

const idleCheckIntervalMillis = 15_000;
const activityEvents = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
/** Before any handler of the page, so that none uses a key that has expired. */
const listenerOptions = { capture: true, passive: true };

/** Disconnects after a period of inactivity. Only user input extends it; requests of the page do not. */
export function useIdleTimeout(): void {
  useEffect(() => {
    // A tab that was suspended finds the key expired on waking, before any input could extend it.
    const check = () => apiKey.clearWhenIdle();
    const timer = setInterval(check, idleCheckIntervalMillis);
    document.addEventListener('visibilitychange', check);
    for (const name of activityEvents) addEventListener(name, apiKey.recordActivity, listenerOptions);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', check);
      for (const name of activityEvents) removeEventListener(name, apiKey.recordActivity, listenerOptions);
    };
  }, []);
}

/** Connects tabs that are opened while this one is connected. */
export function useSharedKey(): void {
  useEffect(() => {
    const sharing = import('#lib/share-api-key.ts')
      .then(({ shareApiKey }) => shareApiKey(apiKey, new BroadcastChannel(apiKeyChannel)))
      // Without its code, new tabs ask the user for the key.
      .catch(() => undefined);
    return () => void sharing.then((stop) => stop?.());
  }, []);
}

const detailPaths = routes.filter(({ hasDetails }) => hasDetails).map(({ path }) => `${path}/`);

/** Records the details that are opened, for the palette, which filters out addresses that are not one. */
export function useRecentPages(path: string, isConnected: boolean): void {
  useEffect(() => {
    if (isConnected && detailPaths.some((detailPath) => path.startsWith(detailPath))) addRecentPage(tabStorage, path);
  }, [path, isConnected]);
}

/** Refreshes the data also when a window gets the focus that was visible before, for example next to another one. */
export function refreshOnFocus(): void {
  focusManager.setEventListener((onFocus) => {
    const handle = () => onFocus();
    addEventListener('focus', handle);
    document.addEventListener('visibilitychange', handle);
    return () => {
      removeEventListener('focus', handle);
      document.removeEventListener('visibilitychange', handle);
    };
  });
}

/** Retrying is the API client's job. Offline requests fail immediately instead of being paused. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

/** Data read with a key must not remain visible without it. */
export function clearDataOnDisconnect(queryClient: QueryClient): void {
  apiKey.subscribe(() => {
    if (apiKey.read() !== undefined) return;
    queryClient.clear();
    clearRecentPages(tabStorage);
  });
}
