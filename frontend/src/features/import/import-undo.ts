import type { Problem } from '#lib/api/problem.ts';
import type { Deletion, Submission, SubmissionReceipt } from '#lib/api/submissions.ts';
import type { BatchEnvironment } from '#lib/batches/batch-deps.ts';
import type { Batch } from '#lib/batches/batch-run.ts';
import { createDeleteRun, type DeleteRun, type DeleteRunDeps, toDeletionPhase } from '#lib/batches/delete-run.ts';
import type { Result } from '#lib/domain.ts';
import { formatMessage } from '#lib/format.ts';
import { observable } from '#lib/observable.ts';
import type { ImportRepository } from './import-repository.ts';
import type { ImportRun } from './import-state.ts';
import type { ImportStore } from './import-store.ts';
import { undoMessages } from './undo-messages.ts';

export interface UndoDeps extends BatchEnvironment {
  readonly store: Pick<ImportStore, 'readRun' | 'subscribe'>;
  readonly repository: Pick<ImportRepository, 'loadUndo' | 'saveUndo'>;
  readonly submitDeletion: (deletion: Deletion, idempotencyKey: string) => Promise<Result<SubmissionReceipt, Problem>>;
  readonly retrySubmission: DeleteRunDeps['retrySubmission'];
}

export interface ImportUndo {
  readonly importId: string;
  /** Undefined until the user has undone the import. */
  readonly run: DeleteRun | undefined;
}

/** The batches that added IDs and are not being undone. Each has the size of the deletion that undoes it. */
export function listUndoable({ batches }: Pick<ImportRun, 'batches'>, undone: readonly Batch[]): readonly Batch[] {
  const numbers = new Set(undone.map(({ number }) => number));
  return batches.flatMap(({ number, state }) =>
    state.kind === 'recorded' && state.added > 0 && !numbers.has(number)
      ? [{ number, size: state.added, state: { kind: 'waiting' } }]
      : [],
  );
}

const listAdded = ({ results }: Submission): readonly string[] =>
  results.flatMap(({ id, outcome }) => (outcome === 'added' ? [id] : []));

/**
 * Deletes what one submission of the import added. The request depends on that submission only, so it is the same after
 * a reload, and its idempotency key needs no storage.
 */
async function submitUndo(deps: UndoDeps, { facts, batches }: ImportRun, number: number) {
  const state = batches.find((batch) => batch.number === number)?.state;
  if (state?.kind !== 'recorded') return undefined;
  const addedBy = state.submissionId;
  const submission = await deps.getSubmission(addedBy);
  if (!submission.ok) return submission;
  const label = formatMessage(undoMessages.label, { file: facts.file });
  return deps.submitDeletion({ ids: listAdded(submission.value), addedBy, label }, `undo-${addedBy}`);
}

function createRun(deps: UndoDeps, imported: ImportRun, batches: readonly Batch[]): DeleteRun {
  const { importId } = imported.facts;
  // Without storage an undo is offered again after a reload, and the same requests change nothing twice.
  const save = (batch: Batch) => deps.repository.saveUndo(importId, [batch]).catch(() => undefined);
  return createDeleteRun(batches, {
    ...deps,
    submit: (number) => submitUndo(deps, imported, number),
    repository: { saveIntent: async () => undefined, saveBatch: save, saveRecorded: save },
    onFinished: () => undefined,
  });
}

const isRunning = (run: DeleteRun): boolean => toDeletionPhase(run.read()) !== 'finished';

/** Undoes the import in the store by delete submissions, one for each of its submissions that added IDs. */
export function createImportUndo(deps: UndoDeps) {
  const current = observable<ImportUndo | undefined>(undefined);

  const show = (imported: ImportRun, batches: readonly Batch[]): void => {
    current.read()?.run?.close();
    const run = batches.length > 0 ? createRun(deps, imported, batches) : undefined;
    current.set({ importId: imported.facts.importId, run });
    run?.start();
  };

  deps.store.subscribe(() => {
    const undo = current.read();
    if (!undo || undo.importId === deps.store.readRun()?.facts.importId) return;
    undo.run?.close();
    current.set(undefined);
  });

  return {
    subscribe: current.subscribe,
    read: current.read,
    /** Continues an undo that an earlier visit started. */
    load: async (imported: ImportRun): Promise<void> => {
      const { importId } = imported.facts;
      const stored = await deps.repository.loadUndo(importId).catch(() => []);
      const isStillShown = deps.store.readRun()?.facts.importId === importId;
      if (isStillShown && current.read()?.importId !== importId) show(imported, stored);
    },
    start: async (imported: ImportRun): Promise<void> => {
      const { importId } = imported.facts;
      const run = current.read()?.run;
      if (run && isRunning(run)) return;
      const undone = run?.read().batches ?? [];
      const batches = [...undone, ...listUndoable(imported, undone)];
      await deps.repository.saveUndo(importId, batches).catch(() => undefined);
      if (deps.store.readRun()?.facts.importId === importId) show(imported, batches);
    },
  };
}
