import type { BatchList, FailedRow, ImportPlan, ImportRepository } from '#features/import/import-repository.ts';
import type { Batch, Intent } from '#lib/batches/batch-run.ts';

/** Starts with a stored plan. */
export function memoryImportRepository(plan: ImportPlan): ImportRepository {
  let intent: Intent = 'running';
  let facts: ImportPlan['facts'] | undefined;
  const batches = new Map<number, Batch>();
  const lists = new Map<number, BatchList>();
  const invalid: FailedRow[] = [];
  const undone = new Map<string, ReadonlyMap<number, Batch>>();

  const savePlan = (saved: ImportPlan) => {
    facts = saved.facts;
    intent = 'running';
    for (const list of saved.lists) {
      lists.set(list.number, list);
      batches.set(list.number, { number: list.number, size: list.found.length, state: { kind: 'waiting' } });
    }
    invalid.push(...saved.invalid);
  };
  savePlan(plan);

  return {
    savePlan: async (saved) => savePlan(saved),
    load: async () => facts && { facts, intent, batches: [...batches.values()] },
    loadBatchList: async (number) => lists.get(number),
    loadBatchLists: async () => [...lists.values()],
    loadInvalidRows: async () => invalid,
    saveIntent: async (changed) => {
      intent = changed;
    },
    saveBatch: async (batch) => void batches.set(batch.number, batch),
    saveRecorded: async (batch, invalidRows) => {
      batches.set(batch.number, batch);
      lists.delete(batch.number);
      invalid.push(...invalidRows);
    },
    loadUndo: async (importId) => [...(undone.get(importId)?.values() ?? [])],
    saveUndo: async (importId, saved) => {
      undone.set(
        importId,
        new Map([...(undone.get(importId) ?? []), ...saved.map((batch) => [batch.number, batch] as const)]),
      );
    },
    discard: async () => {
      facts = undefined;
    },
  };
}
