import type { ImportRepository } from './import-repository.ts';
import type { ImportStore } from './import-store.ts';

type Write = () => Promise<void>;

/** Buffers failed IndexedDB writes and retries them. The import sends nothing while a write is pending. */
export function createWriteBuffer(repository: ImportRepository, store: ImportStore) {
  const pending = new Map<string, Write>();

  const attempt = async (key: string, write: Write): Promise<void> => {
    try {
      await write();
      pending.delete(key);
    } catch {
      // A later state of a batch replaces an earlier one.
      pending.set(key, write);
    }
    store.dispatch({ type: 'unsaved-writes-changed', hasUnsavedWrites: pending.size > 0 });
  };

  const buffered: ImportRepository = {
    ...repository,
    saveIntent: (intent) => attempt('intent', () => repository.saveIntent(intent)),
    saveBatch: (batch) => attempt(`batch ${batch.number}`, () => repository.saveBatch(batch)),
    saveRecorded: (batch, invalid) => attempt(`batch ${batch.number}`, () => repository.saveRecorded(batch, invalid)),
  };
  return {
    repository: buffered,
    flush: async (): Promise<void> => {
      for (const [key, write] of [...pending]) await attempt(key, write);
    },
    /** Drops the writes of an import that another one replaced. */
    clear: () => pending.clear(),
  };
}
