const name = 'recent';
const keptMax = 5;

/** The addresses of details that were opened in this tab, newest first. They name IDs, so they go when the key goes. */
export function readRecentPages(storage: Storage): readonly string[] {
  return (storage.getItem(name) ?? '').split('\n').filter(Boolean);
}

export function addRecentPage(storage: Storage, path: string): void {
  const others = readRecentPages(storage).filter((other) => other !== path);
  storage.setItem(name, [path, ...others].slice(0, keptMax).join('\n'));
}

export const clearRecentPages = (storage: Storage): void => storage.removeItem(name);
