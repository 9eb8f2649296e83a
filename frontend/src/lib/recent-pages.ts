const name = 'recent';
const keptMax = 5;

/** The addresses of details that were opened in this tab, newest first. They name IDs, so they go when the key goes. */
export function readRecent(storage: Storage): readonly string[] {
  return (storage.getItem(name) ?? '').split('\n').filter(Boolean);
}

export function noteRecent(storage: Storage, path: string): void {
  const others = readRecent(storage).filter((other) => other !== path);
  storage.setItem(name, [path, ...others].slice(0, keptMax).join('\n'));
}

export const forgetRecent = (storage: Storage): void => storage.removeItem(name);
