import type { Turn } from './deps.ts';

/** Of all tabs of this browser, one at a time has the turn; it loses it at the latest when it is closed. */
export function turnOfTab(name: string): Turn {
  let end: (() => void) | undefined;

  /** Resolves with whether the turn was given; it is kept until `end` is called. */
  const request = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise<void>((ended) => {
          end = ended;
        });
      };
      // Refused to a page that may keep nothing: then no other tab has an import either.
      navigator.locks.request(name, options, hold).catch(() => resolve(true));
    });

  return {
    take: async () => end !== undefined || (await request({ ifAvailable: true })),
    wait: async () => {
      await request({});
    },
    give: () => {
      end?.();
      end = undefined;
    },
  };
}
