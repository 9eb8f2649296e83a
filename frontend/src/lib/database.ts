/** Promises around IndexedDB, as far as this page needs it. */
export type Database = {
  /** One transaction: all of it is kept, or nothing. */
  readonly write: (stores: readonly string[], work: (store: (name: string) => IDBObjectStore) => void) => Promise<void>;
  readonly read: <Value>(store: string, ask: (store: IDBObjectStore) => IDBRequest<Value>) => Promise<Value>;
};

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/**
 * Opened at the first use, so that a page that never needs it makes none; and again when that failed, or the browser has
 * closed it since, because a person can free space and try again.
 */
export function database(name: string, create: (database: IDBDatabase) => void): Database {
  let opened: Promise<IDBDatabase> | undefined;
  const forget = (): void => {
    opened = undefined;
  };
  const open = async (): Promise<IDBDatabase> => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => create(request.result);
    const made = await answerOf(request);
    made.onclose = forget;
    return made;
  };
  const get = () => {
    if (!opened) {
      opened = open();
      opened.catch(forget);
    }
    return opened;
  };
  return {
    write: async (stores, work) => {
      const transaction = (await get()).transaction(stores, 'readwrite');
      work((store) => transaction.objectStore(store));
      await endOf(transaction);
    },
    read: async (store, ask) => answerOf(ask((await get()).transaction(store).objectStore(store))),
  };
}
