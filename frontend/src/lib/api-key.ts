import { tabStorage } from './storage.ts';

/** The reason the tab has no key. */
export type DisconnectReason = 'never' | 'user' | 'idle' | 'refused';

const keyItem = 'api-key';
const lastUsedItem = 'api-key-used-at';
const reasonItem = 'api-key-gone';
export const idleMaxMillis = 60 * 60_000;
/** Typing must not write to storage on every key press. */
const activityIntervalMillis = 15_000;

/** Not an observable: the entry must not load React. */
function createNotifier() {
  const listeners = new Set<() => void>();
  return {
    notify: () => {
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The API key of this tab. It is read from the tab's storage each time, so no second copy has to be cleared. */
export function createApiKeyStore(storage: Storage, nowMillis: () => number) {
  const { notify, subscribe } = createNotifier();
  const clear = (reason: Exclude<DisconnectReason, 'never'>) => {
    storage.removeItem(keyItem);
    storage.removeItem(lastUsedItem);
    storage.setItem(reasonItem, reason);
    notify();
  };
  const idleMillis = () => nowMillis() - Number(storage.getItem(lastUsedItem));
  const clearWhenIdle = () => {
    if (storage.getItem(keyItem) !== null && idleMillis() >= idleMaxMillis) clear('idle');
  };

  return {
    subscribe,
    read: (): string | undefined => storage.getItem(keyItem) ?? undefined,
    disconnectReason: (): DisconnectReason =>
      (['user', 'idle', 'refused'] as const).find((reason) => reason === storage.getItem(reasonItem)) ?? 'never',
    set: (key: string) => {
      storage.setItem(keyItem, key);
      storage.setItem(lastUsedItem, String(nowMillis()));
      storage.removeItem(reasonItem);
      notify();
    },
    clear,
    /** Responses can be late: by then another key may be in use. */
    clearRefused: (key: string) => {
      if (storage.getItem(keyItem) === key) clear('refused');
    },
    clearWhenIdle,
    /** Postpones the timeout, unless it has already passed. */
    recordActivity: () => {
      clearWhenIdle();
      if (storage.getItem(keyItem) !== null && idleMillis() > activityIntervalMillis) {
        storage.setItem(lastUsedItem, String(nowMillis()));
      }
    },
  };
}

export const apiKey = createApiKeyStore(tabStorage, Date.now);

/** The last characters identify a key without revealing it. */
export const keyTail = (key: string): string => `…${key.slice(-4)}`;
