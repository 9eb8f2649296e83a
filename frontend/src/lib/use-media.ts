import { useCallback, useSyncExternalStore } from 'react';

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

/** A screen with room for one column only: a detail then takes all of it. */
export const useIsNarrow = (): boolean => useMedia('(width < 55rem)');

/** Where focusing a field does not open a keyboard over half of the screen. */
export const hasPointer = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches;
