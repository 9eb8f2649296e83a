/** A promise-based wrapper around IndexedDB. */
export interface Database {
  /** Runs in one transaction: either every write is stored or none. */
  readonly write: (stores: readonly string[], work: (store: (name: string) => IDBObjectStore) => void) => Promise<void>;
  readonly read: <Value>(store: string, createRequest: (store: IDBObjectStore) => IDBRequest<Value>) => Promise<Value>;
}

function waitForResult<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function waitForCommit(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Opens on first use, and again after a failure or after the browser closed the connection. */
export function database(name: string, create: (database: IDBDatabase) => void): Database {
  let connection: Promise<IDBDatabase> | undefined;
  const reset = (): void => {
    connection = undefined;
  };
  const open = async (): Promise<IDBDatabase> => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => create(request.result);
    const opened = await waitForResult(request);
    opened.onclose = reset;
    return opened;
  };
  const connect = (): Promise<IDBDatabase> => {
    if (!connection) {
      connection = open();
      connection.catch(reset);
    }
    return connection;
  };
  return {
    write: async (stores, work) => {
      const transaction = (await connect()).transaction(stores, 'readwrite');
      work((store) => transaction.objectStore(store));
      await waitForCommit(transaction);
    },
    read: async (store, createRequest) =>
      waitForResult(createRequest((await connect()).transaction(store).objectStore(store))),
  };
}
