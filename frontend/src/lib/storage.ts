/** A Storage that lasts until the page is reloaded. */
export function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (name) => items.get(name) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (name) => void items.delete(name),
    setItem: (name, value) => void items.set(name, value),
  };
}

/** Where storage is blocked, even reading `sessionStorage` throws; the page then works until it is reloaded. */
function withFallback(getStorage: () => Storage | undefined): Storage {
  try {
    return getStorage() ?? memoryStorage();
  } catch {
    return memoryStorage();
  }
}

export const tabStorage = withFallback(() => globalThis.sessionStorage);
export const browserStorage = withFallback(() => globalThis.localStorage);
