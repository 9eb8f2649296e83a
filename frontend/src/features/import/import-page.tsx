import { useEffect, useRef } from 'react';
import { usePreventFileDrop } from '#components/file-dropzone.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { type StepItem, Stepper } from '#components/stepper.tsx';
import { isFullySent } from '#lib/batches/batch-run.ts';
import { formatMessage } from '#lib/format.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { ColumnStep } from './column-step.tsx';
import { FileStep, Reading } from './file-step.tsx';
import { useImport } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import { type Draft, type ImportState, isOnlyColumn } from './import-state.ts';
import { PreviewStep } from './preview-step.tsx';
import { ReportStep } from './report-step.tsx';
import { documentTitle } from './run-status.ts';
import { RunStep } from './run-step.tsx';

const steps = ['file', 'column', 'preview', 'run', 'report'] as const;
type Step = (typeof steps)[number];

/** A running import takes precedence over a draft. */
function findCurrentStep({ session, draft }: ImportState): Step {
  if (session.status === 'active') return isFullySent(session.run) ? 'report' : 'run';
  return draft.step === 'reading' ? 'file' : draft.step;
}

function toStepItem(step: Step, current: Step, isColumnSkipped: boolean): StepItem {
  const name = messages.steps[step];
  if (step === current) return { name, state: 'current' };
  if (steps.indexOf(step) > steps.indexOf(current)) return { name, state: 'upcoming' };
  const text = step === 'column' && isColumnSkipped ? messages.stepState.skipped : messages.stepState.done;
  return { name, state: 'done', accessibleName: formatMessage(text, { step: name }) };
}

function DraftStep({ draft }: { readonly draft: Draft }) {
  switch (draft.step) {
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

function CurrentStep({ session, draft }: ImportState) {
  // Too short for a spinner, and the stored import may replace the draft.
  if (session.status === 'loading') return null;
  if (session.status !== 'active') return <DraftStep draft={draft} />;
  return isFullySent(session.run) ? <ReportStep run={session.run} /> : <RunStep run={session.run} />;
}

/** Nothing is sent before the run step. */
export function ImportPage() {
  const state = useImport();
  const { session, draft } = state;
  const step = findCurrentStep(state);
  const content = useRef<HTMLDivElement>(null);
  useDocumentTitle(...documentTitle(session));
  usePreventFileDrop();

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per step
  useEffect(() => {
    scrollTo(0, 0);
    // The focused button disappeared with its step.
    if (document.activeElement === document.body) content.current?.focus({ preventScroll: true });
  }, [step]);

  const isColumnSkipped = 'columns' in draft && isOnlyColumn(draft.columns);
  const stepItems = steps.map((item) => toStepItem(item, step, isColumnSkipped));
  return (
    <>
      <PageHeader title={messages.page} afterTitle={<Stepper label={messages.steps.label} steps={stepItems} />} />
      <div key={step} className="flex grow flex-col rail:overflow-y-auto">
        <div
          ref={content}
          tabIndex={-1}
          className="mx-auto flex w-full max-w-[54.5rem] grow animate-appear flex-col px-(--edge) py-6 outline-none"
        >
          <CurrentStep session={session} draft={draft} />
        </div>
      </div>
    </>
  );
}
