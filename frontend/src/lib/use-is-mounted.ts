import { useCallback, useEffect, useRef } from 'react';

/** Tells whether the component is still there: what ends after one has left its page calls nobody back to it. */
export function useIsMounted(): () => boolean {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return useCallback(() => isShown.current, []);
}
