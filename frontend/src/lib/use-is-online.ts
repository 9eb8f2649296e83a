import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** What the browser knows: false is certain, true only means that there is some network. */
export const connection = { subscribe, isOnline: (): boolean => navigator.onLine };

export const useIsOnline = (): boolean => useSyncExternalStore(subscribe, connection.isOnline);
