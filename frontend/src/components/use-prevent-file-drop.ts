import { useEffect } from 'react';

const preventDefault = (event: Event) => event.preventDefault();

/** Prevents the browser from navigating to a file that is dropped outside the drop zone. */
export function usePreventFileDrop(): void {
  useEffect(() => {
    addEventListener('dragover', preventDefault);
    addEventListener('drop', preventDefault);
    return () => {
      removeEventListener('dragover', preventDefault);
      removeEventListener('drop', preventDefault);
    };
  }, []);
}
