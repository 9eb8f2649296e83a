import type { ImportStore } from './import-repository.ts';

type Write = () => Promise<void>;

/** What this device would not take is owed to it, so that no step of the import is lost while the page lives. */
export function withOwedWrites(store: ImportStore) {
  const owed = new Map<string, Write>();

  const attempt = async (name: string, write: Write): Promise<void> => {
    try {
      await write();
      owed.delete(name);
    } catch {
      // Of two steps of one batch the later says it all.
      owed.set(name, write);
    }
  };

  const owing: ImportStore = {
    ...store,
    setIntent: (intent) => attempt('intent', () => store.setIntent(intent)),
    setBatch: (batch) => attempt(`batch ${batch.number}`, () => store.setBatch(batch)),
    setRecorded: (batch, refused) => attempt(`batch ${batch.number}`, () => store.setRecorded(batch, refused)),
  };
  return {
    store: owing,
    isOwing: () => owed.size > 0,
    payBack: async (): Promise<void> => {
      for (const [name, write] of [...owed]) await attempt(name, write);
    },
    /** Another import has taken the place of this one. */
    forget: () => owed.clear(),
  };
}
