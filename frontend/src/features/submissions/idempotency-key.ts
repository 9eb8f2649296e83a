const name = 'submission-attempt';

/**
 * The Idempotency-Key of a list, kept with the list in this tab: a retry, also after a reload, is the same submission,
 * and a list that was changed is another one.
 */
export function keyForList(ids: readonly string[], storage: Storage, newKey: () => string): string {
  const list = JSON.stringify(ids);
  const [key, sent] = storage.getItem(name)?.split('\n', 2) ?? [];
  if (key && sent === list) return key;
  const made = newKey();
  storage.setItem(name, `${made}\n${list}`);
  return made;
}

export const forgetAttempt = (storage: Storage): void => storage.removeItem(name);
