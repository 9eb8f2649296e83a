import type { Result } from '#lib/domain.ts';
import type { Choice, Columns } from './columns.ts';
import type { FileFault, ImportFacts, LookupSnapshot } from './import-state.ts';
import type { LookupFacts, RegistryState, Selection } from './registry-states.ts';

/** The methods of the worker. It holds the rows of the file that was opened last. */
export interface CsvWorkerApi {
  readonly open: {
    readonly request: { readonly source: File | string };
    readonly response: Result<Columns, FileFault>;
  };
  readonly detectColumns: { readonly request: { readonly hasHeader: boolean }; readonly response: Columns };
  readonly checkColumn: {
    readonly request: { readonly file: string; readonly choice: Choice };
    readonly response: ImportFacts;
  };
  /** No batches are missing when another column was checked in the meantime. */
  readonly readLookup: {
    readonly request: { readonly importId: string };
    readonly response: LookupSnapshot & { readonly missingBatches: readonly number[] };
  };
  /** Batches are numbered from 1. Empty when another column was checked in the meantime. */
  readonly idsToLookUp: {
    readonly request: { readonly importId: string; readonly batch: number };
    readonly response: readonly string[];
  };
  readonly recordLookup: {
    readonly request: {
      readonly importId: string;
      readonly batch: number;
      readonly states: readonly RegistryState[];
    };
    readonly response: LookupSnapshot;
  };
  /** Stores the plan in IndexedDB. From then on the import survives a reload. */
  readonly savePlan: {
    readonly request: { readonly selection: Selection; readonly lookup: LookupFacts | undefined };
    readonly response: undefined;
  };
  readonly invalidRowsFile: { readonly request: object; readonly response: Blob };
  /** The rows that are not in the registry. Undefined when another import is stored now. */
  readonly failedRowsFile: { readonly request: { readonly importId: string }; readonly response: Blob | undefined };
}

export type CsvWorkerMethod = keyof CsvWorkerApi;
export type CsvWorkerRequest<Method extends CsvWorkerMethod> = CsvWorkerApi[Method]['request'];
export type CsvWorkerResponse<Method extends CsvWorkerMethod> = CsvWorkerApi[Method]['response'];

interface PendingCall {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

interface Reply {
  readonly callId: number;
  readonly value: never;
  readonly error?: string;
}

/** Starts the worker on the first call, because most visits make none. */
function createClient() {
  const pending = new Map<number, PendingCall>();
  let calls = 0;
  let worker: Worker | undefined;

  const start = (): Worker => {
    // A separate file, because the Content Security Policy forbids blob: workers.
    const started = new Worker(new URL('./csv-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data: { callId, value, error } }: MessageEvent<Reply>) => {
      const call = pending.get(callId);
      pending.delete(callId);
      if (error === undefined) call?.resolve(value);
      else call?.reject(new Error(error));
    });
    // The script is missing after a new release: no pending call will be answered.
    started.addEventListener('error', () => {
      for (const { reject } of pending.values()) reject(new Error('The CSV worker could not be started.'));
      pending.clear();
      started.terminate();
      worker = undefined;
    });
    return started;
  };

  return <Method extends CsvWorkerMethod>(
    method: Method,
    request: CsvWorkerRequest<Method>,
  ): Promise<CsvWorkerResponse<Method>> =>
    new Promise((resolve, reject) => {
      worker ??= start();
      calls += 1;
      pending.set(calls, { resolve, reject });
      worker.postMessage({ callId: calls, method, request });
    });
}

export const callCsvWorker = createClient();
