import { useCallback, useSyncExternalStore } from 'react';
import { windowEvents } from './observable.ts';

function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Room for one column only: a detail covers the list. */
export const useIsNarrow = (): boolean => useMedia('(width < 55rem)');

/** Whether focusing a field does not open an on-screen keyboard. */
export const hasPointer = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches;

/** False is certain; true only means that there is some network. */
export const connection = { subscribe: windowEvents('online', 'offline'), isOnline: (): boolean => navigator.onLine };

export const useIsOnline = (): boolean => useSyncExternalStore(connection.subscribe, connection.isOnline);
