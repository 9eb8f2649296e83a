import type { BatchList, FailedRow, ImportPlan, ImportStore } from '#features/import/import-repository.ts';
import type { Batch, Intent } from '#features/import/import-state.ts';

/** An import store that lives as long as the test. */
export function memoryImportStore(plan: ImportPlan): ImportStore {
  let intent: Intent = 'running';
  let facts: ImportPlan['facts'] | undefined;
  const batches = new Map<number, Batch>();
  const lists = new Map<number, BatchList>();
  const invalid: FailedRow[] = [];

  const keep = (kept: ImportPlan) => {
    facts = kept.facts;
    intent = 'running';
    for (const list of kept.lists) {
      lists.set(list.number, list);
      batches.set(list.number, { number: list.number, size: list.found.length, state: { kind: 'waiting' } });
    }
    invalid.push(...kept.invalid);
  };
  keep(plan);

  return {
    keep: async (kept) => keep(kept),
    load: async () => facts && { facts, intent, batches: [...batches.values()] },
    list: async (number) => lists.get(number),
    lists: async () => [...lists.values()],
    setIntent: async (changed) => {
      intent = changed;
    },
    setBatch: async (batch) => void batches.set(batch.number, batch),
    setRecorded: async (batch, refused) => {
      batches.set(batch.number, batch);
      lists.delete(batch.number);
      invalid.push(...refused);
    },
    invalidRows: async () => invalid,
    discard: async () => {
      facts = undefined;
    },
  };
}
