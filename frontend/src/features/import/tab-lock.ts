export interface TabLock {
  /** Resolves to false when another tab holds the lock. */
  readonly acquire: () => Promise<boolean>;
  /** Resolves when this tab holds the lock. */
  readonly wait: () => Promise<void>;
  readonly release: () => void;
}

/** A lock that one tab of this browser can hold. The browser releases it when the tab is closed. */
export function createTabLock(name: string): TabLock {
  let end: (() => void) | undefined;

  /** The lock is held until `end` is called. */
  const request = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve) => {
      const onLock = (lock: Lock | null) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise<void>((ended) => {
          end = ended;
        });
      };
      // Without storage access the browser denies locks, and no tab can store an import.
      navigator.locks.request(name, options, onLock).catch(() => resolve(true));
    });

  return {
    acquire: async () => end !== undefined || (await request({ ifAvailable: true })),
    wait: async () => {
      await request({});
    },
    release: () => {
      end?.();
      end = undefined;
    },
  };
}
