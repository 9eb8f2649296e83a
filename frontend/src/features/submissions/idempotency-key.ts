const storageKey = 'submission-attempt';

/**
 * The Idempotency-Key for a list, stored with the list in this tab. A retry, even after a reload, reuses the key; a changed
 * list gets a new one.
 */
export function keyForList(ids: readonly string[], storage: Storage, createKey: () => string): string {
  const list = JSON.stringify(ids);
  const [storedKey, storedList] = storage.getItem(storageKey)?.split('\n', 2) ?? [];
  if (storedKey && storedList === list) return storedKey;
  const key = createKey();
  storage.setItem(storageKey, `${key}\n${list}`);
  return key;
}

export const clearKey = (storage: Storage): void => storage.removeItem(storageKey);
