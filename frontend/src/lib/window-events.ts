/** Listens for some events of the window; gives what ends it. */
export const windowEvents =
  (...names: readonly string[]) =>
  (listener: () => void): (() => void) => {
    for (const name of names) addEventListener(name, listener);
    return () => {
      for (const name of names) removeEventListener(name, listener);
    };
  };
