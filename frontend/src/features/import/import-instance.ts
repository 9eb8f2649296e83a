import { getSubmission, submitCustomerIds } from '#lib/api/submissions.ts';
import { apiKey } from '#lib/api-key.ts';
import { useObservable } from '#lib/observable.ts';
import { connection } from '#lib/use-is-online.ts';
import { askReader } from './csv-worker-client.ts';
import { type Draft, importDraft } from './import-draft.ts';
import { importStore } from './import-repository.ts';
import { importRunner } from './import-runner.ts';
import type { ImportView } from './import-store.ts';
import { turnOfTab } from './tab-lock.ts';

function later(millis: number, run: () => void): () => void {
  const timer = setTimeout(run, millis);
  return () => clearTimeout(timer);
}

/** The import of this tab. It belongs to no page, so that it goes on whichever is shown. */
export const runner = importRunner({
  store: importStore(),
  turn: turnOfTab('import'),
  submit: submitCustomerIds,
  look: (submissionId) => getSubmission(submissionId),
  key: apiKey,
  connection,
  isVisible: () => document.visibilityState === 'visible',
  nowMillis: Date.now,
  later,
});

export const draft = importDraft({ ask: askReader, runner });

export const useImport = (): ImportView => useObservable(runner);
export const useDraft = (): Draft => useObservable(draft);

// What an earlier visit left unfinished goes on by itself.
void runner.load();
