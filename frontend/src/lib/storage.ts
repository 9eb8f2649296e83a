/** A Storage that lives as long as the page. */
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

/** Where a browser keeps nothing for a site, already asking for its storage throws; the page then works until a reload. */
function storageOr(ask: () => Storage | undefined): Storage {
  try {
    return ask() ?? memoryStorage();
  } catch {
    return memoryStorage();
  }
}

export const tabStorage = storageOr(() => globalThis.sessionStorage);
export const browserStorage = storageOr(() => globalThis.localStorage);
