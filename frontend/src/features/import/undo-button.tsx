import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/button.tsx';
import { ConfirmDialog } from '#components/dialog.tsx';
import { retrySubmission, submitDeletion } from '#lib/api/submissions.ts';
import { browserEnvironment } from '#lib/batches/batch-deps.ts';
import { type Batch, type BatchRun, isFinished } from '#lib/batches/batch-run.ts';
import { toDeletionPhase } from '#lib/batches/delete-run.ts';
import { useCanWrite } from '#lib/client.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { useObservable } from '#lib/observable.ts';
import { repository, store } from './import-instance.ts';
import type { ImportRun } from './import-state.ts';
import { createImportUndo, type ImportUndo, listUndoable } from './import-undo.ts';
import type { ReportCounts } from './tally.ts';
import { undoMessages as messages } from './undo-messages.ts';

const importUndo = createImportUndo({ ...browserEnvironment, store, repository, submitDeletion, retrySubmission });

/** The undo of this import, once it is known whether an earlier visit started one. */
export function useImportUndo(run: ImportRun | undefined) {
  const undo = useObservable(importUndo);
  const importId = run?.facts.importId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each import
  useEffect(() => {
    if (run) void importUndo.load(run);
  }, [importId]);
  return undo?.importId === importId ? undo : undefined;
}

const notStarted = { read: () => undefined, subscribe: () => () => undefined };

/** While it is being undone, an import must not be replaced by another one. */
export function useIsUndoing(undo: ImportUndo | undefined): boolean {
  const state = useObservable<BatchRun | undefined>(undo?.run ?? notStarted);
  const phase = state && toDeletionPhase(state);
  return phase === 'running' || phase === 'waiting';
}

type UndoDialogProps = {
  readonly run: ImportRun;
  readonly counts: ReportCounts;
  readonly count: number;
  readonly onClose: () => void;
};

function UndoDialog({ run, counts, count, onClose }: UndoDialogProps) {
  const { existing, failed } = counts;
  const start = () => {
    onClose();
    void importUndo.start(run);
  };
  return (
    <ConfirmDialog
      role="alertdialog"
      title={messages.title}
      text={[
        formatPlural(messages.text, count, format.number(count)),
        existing > 0 ? formatMessage(messages.kept, { existing: format.number(existing) }) : messages.keptChanged,
        ...(failed > 0 ? [formatPlural(messages.failed, failed, format.number(failed))] : []),
      ].join(' ')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{messages.keep}</Button>
          <Button variant="destructive" onClick={start}>
            {formatPlural(messages.confirm, count, format.number(count))}
          </Button>
        </>
      }
    />
  );
}

type UndoButtonProps = {
  readonly run: ImportRun;
  readonly counts: ReportCounts;
  readonly undone: readonly Batch[];
};

/** Offered once the import has finished, while it has added IDs that are not deleted yet. */
export function UndoButton({ run, counts, undone }: UndoButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const canWrite = useCanWrite();
  const count = listUndoable(run, undone).reduce((sum, { size }) => sum + size, 0);
  if (!canWrite || count === 0 || !isFinished(run)) return null;
  return (
    <>
      <Button icon={<Undo2 aria-hidden size={16} strokeWidth={1.75} />} onClick={() => setAsking(true)}>
        {messages.action}
      </Button>
      {isAsking && <UndoDialog run={run} counts={counts} count={count} onClose={() => setAsking(false)} />}
    </>
  );
}
