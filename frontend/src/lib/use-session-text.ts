import { useCallback, useState } from 'react';
import { tabStorage } from './storage.ts';

export interface SessionText {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Restores a text, unless another has been typed since. */
  readonly restore: (text: string) => void;
}

type SessionTextName = 'id-box' | 'submission-list' | 'import-list';

/** Text that survives a reload and a lost key, stored in this tab only. */
export function useSessionText(name: SessionTextName): SessionText {
  const [text, setShown] = useState(() => tabStorage.getItem(name) ?? '');
  const setText = useCallback(
    (changed: string) => {
      setShown(changed);
      if (changed) tabStorage.setItem(name, changed);
      else tabStorage.removeItem(name);
    },
    [name],
  );
  const restore = useCallback(
    (before: string) => {
      if (tabStorage.getItem(name) === null) setText(before);
    },
    [name, setText],
  );
  return { text, setText, restore };
}
