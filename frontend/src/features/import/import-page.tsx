import { useEffect, useRef } from 'react';
import { usePreventFileDrop } from '#components/use-prevent-file-drop.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { ColumnStep } from './column-step.tsx';
import { FileStep, Reading } from './file-step.tsx';
import { isOnlyColumn } from './import-draft.ts';
import { ImportHeader } from './import-header.tsx';
import { useDraft, useImport } from './import-instance.ts';
import { PreviewStep } from './preview-step.tsx';
import { ReportStep } from './report-step.tsx';
import { RunStep } from './run-step.tsx';
import { stageOf } from './stage.ts';
import { tabOf } from './title.ts';

function Step() {
  const view = useImport();
  const draft = useDraft();
  // It takes no time that anybody notices, and what was left unfinished comes before what is begun.
  if (view.status === 'loading') return null;
  if (view.status === 'here') {
    return stageOf(view, draft) === 'run' ? <RunStep run={view.run} /> : <ReportStep run={view.run} />;
  }
  switch (draft.stage) {
    case 'column':
      return <ColumnStep draft={draft} />;
    case 'preview':
      return <PreviewStep draft={draft} />;
    case 'reading':
      return <Reading file={draft.file} />;
    case 'file':
      return <FileStep draft={draft} />;
  }
}

/** A list on its way into the registry, one step at a time; the steps before the run write nothing. */
export function ImportPage() {
  const view = useImport();
  const draft = useDraft();
  const stage = stageOf(view, draft);
  const step = useRef<HTMLDivElement>(null);
  useDocumentTitle(...tabOf(view));
  usePreventFileDrop();

  // biome-ignore lint/correctness/useExhaustiveDependencies: each stage is a new place to read from
  useEffect(() => {
    // What was pressed is gone with its step: reading goes on at the beginning of the next one.
    scrollTo(0, 0);
    if (document.activeElement === document.body) step.current?.focus({ preventScroll: true });
  }, [stage]);

  const isColumnSkipped = 'columns' in draft && isOnlyColumn(draft.columns);
  return (
    <>
      <ImportHeader stage={stage} isColumnSkipped={isColumnSkipped} />
      <div key={stage} className="flex grow flex-col rail:overflow-y-auto">
        <div
          ref={step}
          tabIndex={-1}
          className="mx-auto flex w-full max-w-[54.5rem] grow animate-appear flex-col px-(--edge) py-6 outline-none"
        >
          <Step />
        </div>
      </div>
    </>
  );
}
