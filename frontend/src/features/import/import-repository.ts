import { database } from '#lib/database.ts';
import { inGroups } from './batches.ts';
import type { FoundId } from './check-column.ts';
import type { Batch, ImportFacts, Intent } from './import-state.ts';

/** The IDs of a batch and the key that makes sending them again harmless, both made before anything is sent. */
export type BatchList = {
  readonly number: number;
  readonly idempotencyKey: string;
  readonly found: readonly FoundId[];
};

/** A row that is not in the registry, and why. */
export type FailedRow = {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
  readonly cells?: readonly string[];
};

export type ImportPlan = {
  readonly facts: ImportFacts;
  readonly lists: readonly BatchList[];
  readonly invalid: readonly FailedRow[];
};

export type KeptImport = {
  readonly facts: ImportFacts;
  readonly intent: Intent;
  readonly batches: readonly Batch[];
};

export type ImportStore = {
  readonly keep: (plan: ImportPlan) => Promise<void>;
  readonly load: () => Promise<KeptImport | undefined>;
  readonly list: (number: number) => Promise<BatchList | undefined>;
  readonly lists: () => Promise<readonly BatchList[]>;
  readonly setIntent: (intent: Intent) => Promise<void>;
  readonly setBatch: (batch: Batch) => Promise<void>;
  /** A batch whose IDs the registry has needs no copy here; those it refused are kept for the report. */
  readonly setRecorded: (batch: Batch, invalid: readonly FailedRow[]) => Promise<void>;
  readonly invalidRows: () => Promise<readonly FailedRow[]>;
  readonly discard: () => Promise<void>;
};

const about = 'about';
const batches = 'batches';
const lists = 'lists';
const invalid = 'invalid';
const all = [about, batches, lists, invalid];

/** A record each would be slow to write; one for all, slow to read. */
const rowsInChunk = 1_000;

/**
 * IndexedDB, and not the storage of the tab: unfinished work outlives a closed tab, and 100,000 IDs are more than any other
 * storage takes. The API key is never in it.
 */
export function importStore(): ImportStore {
  const kept = database('import', (made) => {
    made.createObjectStore(about);
    made.createObjectStore(batches, { keyPath: 'number' });
    made.createObjectStore(lists, { keyPath: 'number' });
    made.createObjectStore(invalid, { autoIncrement: true });
  });
  return {
    keep: (plan) =>
      kept.write(all, (store) => {
        for (const name of all) store(name).clear();
        store(about).put(plan.facts, 'facts');
        store(about).put('running' satisfies Intent, 'intent');
        for (const list of plan.lists) {
          const { number, found } = list;
          store(lists).put(list);
          store(batches).put({ number, size: found.length, state: { kind: 'waiting' } } satisfies Batch);
        }
        for (const chunk of inGroups(plan.invalid, rowsInChunk)) store(invalid).add(chunk);
      }),
    load: async () => {
      const facts = await kept.read<ImportFacts | undefined>(about, (store) => store.get('facts'));
      const intent = await kept.read<Intent | undefined>(about, (store) => store.get('intent'));
      if (facts === undefined || intent === undefined) return undefined;
      return { facts, intent, batches: await kept.read<Batch[]>(batches, (store) => store.getAll()) };
    },
    list: (number) => kept.read<BatchList | undefined>(lists, (store) => store.get(number)),
    lists: () => kept.read<BatchList[]>(lists, (store) => store.getAll()),
    setIntent: (intent) => kept.write([about], (store) => void store(about).put(intent, 'intent')),
    setBatch: (batch) => kept.write([batches], (store) => void store(batches).put(batch)),
    setRecorded: (batch, refused) =>
      kept.write([batches, lists, invalid], (store) => {
        store(batches).put(batch);
        store(lists).delete(batch.number);
        if (refused.length > 0) store(invalid).add(refused);
      }),
    invalidRows: async () => (await kept.read<FailedRow[][]>(invalid, (store) => store.getAll())).flat(),
    discard: () =>
      kept.write(all, (store) => {
        for (const name of all) store(name).clear();
      }),
  };
}
