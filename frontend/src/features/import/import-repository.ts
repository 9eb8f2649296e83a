import type { Batch, Intent } from '#lib/batches/batch-run.ts';
import { inGroups } from '#lib/batches/in-batches.ts';
import { type Database, database } from '#lib/database.ts';
import type { FoundId } from './columns.ts';
import type { ImportFacts } from './import-state.ts';

/** The IDs of a batch and its idempotency key. Both are stored before anything is sent. */
export interface BatchList {
  readonly number: number;
  readonly idempotencyKey: string;
  readonly found: readonly FoundId[];
}

export interface FailedRow {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
  readonly cells?: readonly string[];
}

export interface ImportPlan {
  readonly facts: ImportFacts;
  readonly lists: readonly BatchList[];
  readonly invalid: readonly FailedRow[];
}

/** An import as IndexedDB returns it. */
export interface StoredImport {
  readonly facts: ImportFacts;
  readonly intent: Intent;
  readonly batches: readonly Batch[];
}

export interface ImportRepository {
  /** Replaces the stored import. */
  readonly savePlan: (plan: ImportPlan) => Promise<void>;
  readonly load: () => Promise<StoredImport | undefined>;
  readonly loadBatchList: (number: number) => Promise<BatchList | undefined>;
  readonly loadBatchLists: () => Promise<readonly BatchList[]>;
  readonly loadInvalidRows: () => Promise<readonly FailedRow[]>;
  readonly saveIntent: (intent: Intent) => Promise<void>;
  readonly saveBatch: (batch: Batch) => Promise<void>;
  /** Also deletes the batch's list, and stores the rows that the workflow found invalid. */
  readonly saveRecorded: (batch: Batch, invalid: readonly FailedRow[]) => Promise<void>;
  readonly discard: () => Promise<void>;
  /** The batches of the import that are being undone, by their numbers. */
  readonly loadUndo: (importId: string) => Promise<readonly Batch[]>;
  readonly saveUndo: (importId: string, batches: readonly Batch[]) => Promise<void>;
}

// Browsers hold imports stored by earlier releases: these names, and the shape of the records, must not change.
const about = 'about';
const batches = 'batches';
const lists = 'lists';
const invalid = 'invalid';
const all = [about, batches, lists, invalid];

/** Releases before `no-response` stored that problem as `no-answer`. */
function upgradeBatch(batch: Batch): Batch {
  const { state } = batch;
  if (!('problem' in state)) return batch;
  const kind: string = state.problem.kind;
  return kind === 'no-answer'
    ? { ...batch, state: { ...state, problem: { ...state.problem, kind: 'no-response' } } }
    : batch;
}

/** One record per row is slow to write, one record for all rows is slow to read. */
const rowsPerChunk = 1_000;

/** IndexedDB, because an import outlives its tab and 100,000 IDs exceed Web Storage. Never contains the API key. */
export function createImportRepository(): ImportRepository {
  const db = database('import', (created) => {
    created.createObjectStore(about);
    created.createObjectStore(batches, { keyPath: 'number' });
    created.createObjectStore(lists, { keyPath: 'number' });
    created.createObjectStore(invalid, { autoIncrement: true });
  });
  return {
    savePlan: (plan) =>
      db.write(all, (store) => {
        for (const name of all) store(name).clear();
        store(about).put(plan.facts, 'facts');
        store(about).put('running' satisfies Intent, 'intent');
        for (const list of plan.lists) {
          const { number, found } = list;
          store(lists).put(list);
          store(batches).put({ number, size: found.length, state: { kind: 'waiting' } } satisfies Batch);
        }
        for (const chunk of inGroups(plan.invalid, rowsPerChunk)) store(invalid).add(chunk);
      }),
    load: async () => {
      const facts = await db.read<ImportFacts | undefined>(about, (store) => store.get('facts'));
      const intent = await db.read<Intent | undefined>(about, (store) => store.get('intent'));
      if (facts === undefined || intent === undefined) return undefined;
      const stored = await db.read<Batch[]>(batches, (store) => store.getAll());
      return { facts, intent, batches: stored.map(upgradeBatch) };
    },
    loadBatchList: (number) => db.read<BatchList | undefined>(lists, (store) => store.get(number)),
    loadBatchLists: () => db.read<BatchList[]>(lists, (store) => store.getAll()),
    loadInvalidRows: async () => (await db.read<FailedRow[][]>(invalid, (store) => store.getAll())).flat(),
    ...createUpdates(db),
  };
}

type Updates = Omit<ImportRepository, 'savePlan' | 'load' | 'loadBatchList' | 'loadBatchLists' | 'loadInvalidRows'>;

/** With the import's ID, so that a late write does not end up in an import that replaced it. */
const undoKey = (importId: string, number: number | string): string => `undo ${importId} ${number}`;

const createUpdates = (db: Database): Updates => ({
  saveIntent: (intent) => db.write([about], (store) => void store(about).put(intent, 'intent')),
  saveBatch: (batch) => db.write([batches], (store) => void store(batches).put(batch)),
  saveRecorded: (batch, invalidRows) =>
    db.write([batches, lists, invalid], (store) => {
      store(batches).put(batch);
      store(lists).delete(batch.number);
      if (invalidRows.length > 0) store(invalid).add(invalidRows);
    }),
  discard: () =>
    db.write(all, (store) => {
      for (const name of all) store(name).clear();
    }),
  loadUndo: (importId) =>
    db.read<Batch[]>(about, (store) =>
      store.getAll(IDBKeyRange.bound(undoKey(importId, ''), undoKey(importId, '\uffff'))),
    ),
  saveUndo: (importId, undone) =>
    db.write([about], (store) => {
      for (const batch of undone) store(about).put(batch, undoKey(importId, batch.number));
    }),
});
