import { useCallback, useEffect, useRef } from 'react';

/** Whether the component is still mounted, so that work finishing later does not navigate back to it. */
export function useIsMounted(): () => boolean {
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  return useCallback(() => isMounted.current, []);
}
