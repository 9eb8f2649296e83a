import { useEffect } from 'react';

const keep = (event: Event) => event.preventDefault();

/** A file that is dropped beside its target would take the place of the page, and of all that is on it. */
export function usePreventFileDrop(): void {
  useEffect(() => {
    addEventListener('dragover', keep);
    addEventListener('drop', keep);
    return () => {
      removeEventListener('dragover', keep);
      removeEventListener('drop', keep);
    };
  }, []);
}
