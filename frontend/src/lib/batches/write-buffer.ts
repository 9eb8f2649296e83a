import type { BatchRepository, BatchStore } from './batch-deps.ts';

type Write = () => Promise<void>;

/** Buffers failed IndexedDB writes and retries them. The run sends nothing while a write is pending. */
export function createWriteBuffer(repository: BatchRepository, store: Pick<BatchStore, 'dispatch'>) {
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

  const buffered: BatchRepository = {
    saveIntent: (intent) => attempt('intent', () => repository.saveIntent(intent)),
    saveBatch: (batch) => attempt(`batch ${batch.number}`, () => repository.saveBatch(batch)),
    saveRecorded: (batch, submission) =>
      attempt(`batch ${batch.number}`, () => repository.saveRecorded(batch, submission)),
  };
  return {
    repository: buffered,
    flush: async (): Promise<void> => {
      for (const [key, write] of [...pending]) await attempt(key, write);
    },
    /** Drops the writes of a run that another one replaced. */
    clear: () => pending.clear(),
  };
}
