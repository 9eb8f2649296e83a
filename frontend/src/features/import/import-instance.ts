import { lookUpCustomerIds } from '#lib/api/customer-ids.ts';
import { submitCustomerIds } from '#lib/api/submissions.ts';
import { browserEnvironment } from '#lib/batches/batch-deps.ts';
import { useObservable } from '#lib/observable.ts';
import { callCsvWorker } from './csv-worker-client.ts';
import { createImportDraft } from './import-draft.ts';
import { createImportRepository } from './import-repository.ts';
import { createImportRunner } from './import-runner.ts';
import type { ImportState } from './import-state.ts';
import { createImportStore } from './import-store.ts';
import { createPreviewLookup } from './preview-lookup.ts';
import { createTabLock } from './tab-lock.ts';

export const store = createImportStore();
export const repository = createImportRepository();

/** One per tab. It does not depend on a page, so the import continues when the user opens another one. */
export const runner = createImportRunner({
  store,
  repository,
  lock: createTabLock('import'),
  submit: submitCustomerIds,
  ...browserEnvironment,
});

export const draft = createImportDraft({ store, callWorker: callCsvWorker, runner });

export const previewLookup = createPreviewLookup({ store, callWorker: callCsvWorker, lookUp: lookUpCustomerIds });

export const useImport = (): ImportState => useObservable(store);
export const readDraft = () => store.read().draft;

// Resumes what an earlier visit left unfinished.
void runner.load();
