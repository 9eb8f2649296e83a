const name = 'recent';
const entriesMax = 5;

/** Paths of details opened in this tab, newest first. They contain IDs, so they are cleared with the key. */
export function readRecentPages(storage: Storage): readonly string[] {
  return (storage.getItem(name) ?? '').split('\n').filter(Boolean);
}

export function addRecentPage(storage: Storage, path: string): void {
  const others = readRecentPages(storage).filter((other) => other !== path);
  storage.setItem(name, [path, ...others].slice(0, entriesMax).join('\n'));
}

export const clearRecentPages = (storage: Storage): void => storage.removeItem(name);
