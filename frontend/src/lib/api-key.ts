import { tabStorage } from './storage.ts';

/** The reason the tab has no key. */
export type DisconnectReason = 'never' | 'user' | 'idle' | 'refused';

const keyItem = 'api-key';
const lastUsedItem = 'api-key-used-at';
const reasonItem = 'api-key-gone';
const reasons = ['user', 'idle', 'refused'] as const;
const connectionItem = 'api-key-connection';
export const idleMaxMillis = 60 * 60_000;
/** Typing must not write to storage on every key press. */
const activityIntervalMillis = 15_000;

/** A connected tab hands this to a new one. */
export interface SharedApiKey {
  readonly key: string;
  /** The new tab continues the idle time of the tab that it got the key from. */
  readonly usedAtMillis: number;
  /** Shared by the tabs that pass on one key: disconnecting one disconnects all. */
  readonly connection: string;
}

/** Messages between tabs. Only pages of this origin can read them. */
export const apiKeyChannel = 'api-key';

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

interface SharingDeps {
  readonly storage: Storage;
  readonly store: (shared: SharedApiKey) => void;
  readonly clearWhenIdle: () => void;
}

function createSharing({ storage, store, clearWhenIdle }: SharingDeps) {
  return {
    /** Undefined if the tab has no key, or only one that has expired. */
    share: (): SharedApiKey | undefined => {
      clearWhenIdle();
      const key = storage.getItem(keyItem);
      if (key === null) return undefined;
      const connection = storage.getItem(connectionItem) ?? crypto.randomUUID();
      storage.setItem(connectionItem, connection);
      return { key, usedAtMillis: Number(storage.getItem(lastUsedItem)), connection };
    },
    accept: (shared: SharedApiKey) => {
      store(shared);
      clearWhenIdle();
    },
    /** Remains readable after the key has been cleared. */
    connection: (): string | undefined => storage.getItem(connectionItem) ?? undefined,
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

  const store = ({ key, usedAtMillis, connection }: SharedApiKey) => {
    storage.setItem(keyItem, key);
    storage.setItem(lastUsedItem, String(usedAtMillis));
    storage.setItem(connectionItem, connection);
    storage.removeItem(reasonItem);
    notify();
  };

  return {
    subscribe,
    read: (): string | undefined => storage.getItem(keyItem) ?? undefined,
    disconnectReason: (): DisconnectReason => reasons.find((name) => name === storage.getItem(reasonItem)) ?? 'never',
    set: (key: string) => store({ key, usedAtMillis: nowMillis(), connection: crypto.randomUUID() }),
    ...createSharing({ storage, store, clearWhenIdle }),
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

export type ApiKeyStore = ReturnType<typeof createApiKeyStore>;

export const apiKey = createApiKeyStore(tabStorage, Date.now);

/** The last characters identify a key without revealing it. */
export const keyTail = (key: string): string => `…${key.slice(-4)}`;
