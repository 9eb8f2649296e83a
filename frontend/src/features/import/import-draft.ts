import { fail, type Result, succeed } from '#lib/domain.ts';
import type { CsvWorkerMethod, CsvWorkerRequest, CsvWorkerResponse } from './csv-worker-client.ts';
import type { ImportRunner } from './import-runner.ts';
import {
  type Draft,
  type FileFault,
  findUndecidedCell,
  isBusy,
  isOnlyColumn,
  type OpenedFile,
  type PreviewLookup,
} from './import-state.ts';
import type { ImportStore } from './import-store.ts';
import type { LookupFacts, Selection } from './registry-states.ts';

export interface DraftDeps {
  readonly store: ImportStore;
  readonly callWorker: <Method extends CsvWorkerMethod>(
    method: Method,
    request: CsvWorkerRequest<Method>,
  ) => Promise<CsvWorkerResponse<Method>>;
  readonly runner: Pick<ImportRunner, 'acquireLock' | 'releaseLock' | 'load'>;
}

const toFileError = (file: string, fault: FileFault): Draft => ({ step: 'file', error: { file, fault } });

/** A worker fails when its script belongs to an earlier release, or when it runs out of memory. */
const toResult = async <Response>(response: Promise<Response>): Promise<Result<Response, FileFault>> =>
  response.then(succeed, () => fail({ kind: 'worker-failed' }));

async function loadPreview({ callWorker }: DraftDeps, opened: OpenedFile): Promise<Draft> {
  const { file, columns, choice, isHeaderConfirmed } = opened;
  const facts = await toResult(callWorker('checkColumn', { file, choice }));
  if (!facts.ok) return toFileError(file, facts.failure);
  const snapshot = await toResult(callWorker('readLookup', { importId: facts.value.importId }));
  if (!snapshot.ok) return toFileError(file, snapshot.failure);
  const { lookedUp, counts, firstRows } = snapshot.value;
  const lookup: PreviewLookup = { status: 'running', lookedUp, counts, firstRows };
  return { step: 'preview', file, columns, choice, isHeaderConfirmed, facts: facts.value, lookup, saving: 'idle' };
}

async function openFile(deps: DraftDeps, file: string, source: File | string): Promise<Draft> {
  const response = await toResult(deps.callWorker('open', { source }));
  const columns = response.ok ? response.value : response;
  if (!columns.ok) return toFileError(file, columns.failure);
  const { likely, hasHeader } = columns.value;
  const opened = { file, columns: columns.value, choice: { column: likely, hasHeader }, isHeaderConfirmed: false };
  return isOnlyColumn(columns.value) ? loadPreview(deps, opened) : { step: 'column', ...opened };
}

async function reloadColumns(deps: DraftDeps, draft: Extract<Draft, OpenedFile>): Promise<Draft> {
  const { file, choice, isHeaderConfirmed, step } = draft;
  const columns = await toResult(deps.callWorker('detectColumns', { hasHeader: choice.hasHeader }));
  if (!columns.ok) return toFileError(file, columns.failure);
  const opened = { file, columns: columns.value, choice, isHeaderConfirmed };
  return step === 'preview' ? loadPreview(deps, opened) : { step, ...opened };
}

/** Undefined until every ID is looked up: a part of the states would not match the report. */
function toLookupFacts({ status, checkedAt, counts }: PreviewLookup, selection: Selection): LookupFacts | undefined {
  return status === 'complete' && checkedAt !== undefined ? { checkedAt, counts, selection } : undefined;
}

/** Stores the plan, then starts the import. */
async function submitDraft({ store, callWorker, runner }: DraftDeps, selection: Selection): Promise<void> {
  const { draft } = store.read();
  if (draft.step !== 'preview' || isBusy(draft.saving) || findUndecidedCell(draft)) return;
  const lookup = toLookupFacts(draft.lookup, selection);
  if (selection === 'new' && !lookup) return;
  const setDraft = (changed: Draft) => store.dispatch({ type: 'draft-changed', draft: changed });
  setDraft({ ...draft, saving: 'saving' });
  try {
    if (!(await runner.acquireLock())) return setDraft({ ...draft, saving: 'idle' });
    await callWorker('savePlan', { selection, lookup });
  } catch {
    runner.releaseLock();
    return setDraft({ ...draft, saving: 'failed' });
  }
  const isLoaded = await runner.load();
  setDraft(isLoaded ? { step: 'file' } : { ...draft, saving: 'failed' });
}

/** Such a draft cannot be changed or left: the import starts as soon as it is stored. */
const isBeingStored = (draft: Draft): boolean => draft.step === 'preview' && draft.saving === 'saving';

/** The draft at an earlier step: it keeps the file for the choice of a column. */
function draftAt(step: 'file' | 'column', draft: Draft): Draft {
  if (step === 'file' || draft.step !== 'preview') return { step: 'file' };
  const { file, columns, choice, isHeaderConfirmed } = draft;
  return { step, file, columns, choice, isHeaderConfirmed };
}

/** Not bound to a page: the draft survives page changes and a new API key. */
export function createImportDraft(deps: DraftDeps) {
  const { store } = deps;
  const readDraft = () => store.read().draft;
  const setDraft = (draft: Draft) => store.dispatch({ type: 'draft-changed', draft });

  /** Ignores the result if the user changed or discarded the draft in the meantime. */
  const replaceWith = async (meanwhile: Draft, next: Promise<Draft>): Promise<void> => {
    setDraft(meanwhile);
    const loaded = await next;
    if (readDraft() === meanwhile) setDraft(loaded);
  };

  const leave = (step: 'file' | 'column'): void => {
    const draft = readDraft();
    if (!isBeingStored(draft)) setDraft(draftAt(step, draft));
  };

  return {
    open: (file: string, source: File | string) => replaceWith({ step: 'reading', file }, openFile(deps, file, source)),
    setHasHeader: async (hasHeader: boolean): Promise<void> => {
      const draft = readDraft();
      if ((draft.step !== 'column' && draft.step !== 'preview') || isBeingStored(draft)) return;
      const choice = { ...draft.choice, hasHeader };
      const meanwhile: Extract<Draft, OpenedFile> =
        draft.step === 'preview'
          ? { ...draft, choice, isHeaderConfirmed: true, saving: 'rechecking' }
          : { ...draft, choice, isHeaderConfirmed: true };
      await replaceWith(meanwhile, reloadColumns(deps, meanwhile));
    },
    chooseColumn: (column: number): void => {
      const draft = readDraft();
      if (draft.step === 'column') setDraft({ ...draft, choice: { ...draft.choice, column } });
    },
    preview: async (): Promise<void> => {
      const draft = readDraft();
      if (draft.step === 'column') await replaceWith({ step: 'reading', file: draft.file }, loadPreview(deps, draft));
    },
    submit: (selection: Selection) => submitDraft(deps, selection),
    setError: (file: string, fault: FileFault): void => setDraft(toFileError(file, fault)),
    discard: (): void => leave('file'),
    returnTo: leave,
  };
}
