import { useCallback, useState } from 'react';

export type SessionText = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Brings a text back, unless another was typed since. */
  readonly restore: (text: string) => void;
};

/** A text that survives a reload and a lost key: unfinished work stays in this tab, as the key does. */
export function useSessionText(name: string): SessionText {
  const [text, setShown] = useState(() => sessionStorage.getItem(name) ?? '');
  const setText = useCallback(
    (changed: string) => {
      setShown(changed);
      if (changed) sessionStorage.setItem(name, changed);
      else sessionStorage.removeItem(name);
    },
    [name],
  );
  const restore = useCallback(
    (before: string) => {
      if (sessionStorage.getItem(name) === null) setText(before);
    },
    [name, setText],
  );
  return { text, setText, restore };
}
