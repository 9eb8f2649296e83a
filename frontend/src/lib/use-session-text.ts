import { useCallback, useState } from 'react';
import { tabStorage } from './storage.ts';

export type SessionText = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Brings a text back, unless another was typed since. */
  readonly restore: (text: string) => void;
};

/** What is written on one page may be taken on by another. */
type SessionTextName = 'id-box' | 'submission-list' | 'import-list';

/** A text that survives a reload and a lost key: unfinished work stays in this tab, as the key does. */
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
