import { getSubmission, submitCustomerIds } from '#lib/api/submissions.ts';
import { apiKey } from '#lib/api-key.ts';
import { useObservable } from '#lib/observable.ts';
import { connection } from '#lib/use-is-online.ts';
import { askReader } from './csv-reader.ts';
import { type Draft, importDraft } from './draft.ts';
import type { ImportView } from './import-cell.ts';
import { importStore } from './import-store.ts';
import { importRunner } from './runner.ts';
import { turnOfTab } from './turn-of-tab.ts';

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
