import { tabStorage } from './storage.ts';

/** Why there is no key (any more). */
export type KeyGone = 'never' | 'forgotten' | 'idle' | 'refused';

const keyName = 'api-key';
const usedName = 'api-key-used-at';
const goneName = 'api-key-gone';
export const idleMaxMillis = 60 * 60_000;
/** Use is noted at most this often: typing should not write to storage with every key. */
const noteEveryMillis = 15_000;

/**
 * The API key of this tab. It lives in the storage of the tab alone, and is read from there each time, so that there is
 * no second copy to forget.
 */
export function apiKeyStore(storage: Storage, nowMillis: () => number) {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const forget = (why: KeyGone) => {
    storage.removeItem(keyName);
    storage.removeItem(usedName);
    storage.setItem(goneName, why);
    changed();
  };
  const idleMillis = () => nowMillis() - Number(storage.getItem(usedName));
  const forgetWhenIdle = () => {
    if (storage.getItem(keyName) !== null && idleMillis() >= idleMaxMillis) forget('idle');
  };

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    read: (): string | undefined => storage.getItem(keyName) ?? undefined,
    whyGone: (): KeyGone =>
      (['forgotten', 'idle', 'refused'] as const).find((why) => why === storage.getItem(goneName)) ?? 'never',
    keep: (key: string) => {
      storage.setItem(keyName, key);
      storage.setItem(usedName, String(nowMillis()));
      storage.removeItem(goneName);
      changed();
    },
    forget,
    /** An answer may be late: by then another key can be in use. */
    forgetRefused: (key: string) => {
      if (storage.getItem(keyName) === key) forget('refused');
    },
    forgetWhenIdle,
    /** A person did something, which comes too late for a key whose time is over. */
    noteUse: () => {
      forgetWhenIdle();
      if (storage.getItem(keyName) !== null && idleMillis() > noteEveryMillis) {
        storage.setItem(usedName, String(nowMillis()));
      }
    },
  };
}

export const apiKey = apiKeyStore(tabStorage, Date.now);

/** What may be shown of a key: enough to tell two apart. */
export const keyTail = (key: string): string => `…${key.slice(-4)}`;
