import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { classNames } from '#components/class-names.ts';
import { usePreventFileDrop } from '#components/file-dropzone.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { formatMessage } from '#lib/format.ts';
import { isBackNavigation, navigate, useSearchParam } from '#lib/navigation.ts';
import { importStepPath, paths } from '#lib/paths.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { ColumnStep } from './column-step.tsx';
import { FileStep, Reading } from './file-step.tsx';
import { draft as importDraft, useImport } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import { type Draft, type ImportState, isOnlyColumn } from './import-state.ts';
import type { ImportUndo } from './import-undo.ts';
import { PreviewStep } from './preview-step.tsx';
import { ReportStep } from './report-step.tsx';
import { documentTitle } from './run-status.ts';
import { RunStep } from './run-step.tsx';
import { type Address, type DraftStep, findDraftStep, findStep, findStepChange, type Step, steps } from './steps.ts';
import { useImportUndo, useIsUndoing } from './undo-button.tsx';

export type StepItem = {
  readonly name: string;
  readonly state: 'done' | 'current' | 'upcoming';
  /** For screen readers, if the name and the icon are not enough. */
  readonly accessibleName?: string;
};

const dots = {
  done: 'bg-ok-tint text-ok',
  current: 'bg-ink text-on-ink forced-colors:border',
  upcoming: 'bg-hover text-fg-3',
};

const names = { done: 'text-fg-2', current: 'text-fg', upcoming: 'text-fg-3' };

/** Progress through a multi-step task. On a phone only the current step shows its name. */
export function Stepper({ label, steps }: { readonly label: string; readonly steps: readonly StepItem[] }) {
  return (
    <ol aria-label={label} className="flex min-w-0 items-center">
      {steps.map(({ name, state, accessibleName }, index) => (
        <li
          key={name}
          aria-current={state === 'current' ? 'step' : undefined}
          className="flex items-center text-small font-medium"
        >
          {index > 0 && (
            <span aria-hidden="true" className="mx-2.5 h-px w-4 bg-line-strong max-hand:mx-0.5 max-hand:w-1" />
          )}
          <span
            aria-hidden="true"
            className={classNames('flex size-4 items-center justify-center rounded-full text-key', dots[state])}
          >
            {state === 'done' ? <Check size={11} strokeWidth={2.5} /> : index + 1}
          </span>
          <span
            title={accessibleName}
            className={classNames('ml-1.5', names[state], state !== 'current' && 'max-rail:sr-only')}
          >
            <span aria-hidden={accessibleName !== undefined}>{name}</span>
            {accessibleName !== undefined && <span className="sr-only">{accessibleName}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function toStepItem(step: Step, current: Step, isColumnSkipped: boolean): StepItem {
  const name = messages.steps[step];
  if (step === current) return { name, state: 'current' };
  if (steps.indexOf(step) > steps.indexOf(current)) return { name, state: 'upcoming' };
  const text = step === 'column' && isColumnSkipped ? messages.stepState.skipped : messages.stepState.done;
  return { name, state: 'done', accessibleName: formatMessage(text, { step: name }) };
}

function CurrentDraft({ draft }: { readonly draft: Draft }) {
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

type CurrentStepProps = ImportState & { readonly step: Step; readonly undo: ImportUndo | undefined };

function CurrentStep({ session, draft, step, undo }: CurrentStepProps) {
  // Too short for a spinner, and the stored import may replace the draft.
  if (session.status === 'loading') return null;
  if (session.status === 'active' && step === 'run') return <RunStep run={session.run} />;
  if (session.status === 'active' && step === 'report') return <ReportStep run={session.run} undo={undo} />;
  return <CurrentDraft draft={draft} />;
}

const readStepParam = (): string => new URLSearchParams(location.search).get('step') ?? '';

/** The steps of the entries before this one in the history of the tab. */
function readEarlierSteps(): readonly unknown[] {
  const state: unknown = history.state;
  return Array.isArray(state) ? state : [];
}

/** Goes back to the entry of an earlier step, so that the next Back does not show the same step again. */
function showAgain(index: number, path: string): void {
  const { length } = readEarlierSteps();
  if (index >= 0 && index < length) history.go(index - length);
  else navigate(path, { replace: true });
}

function followDraft(step: DraftStep, before: DraftStep | undefined, isReportStored: boolean): void {
  const address: Address = { step: readStepParam(), isBack: isBackNavigation(), isReportStored };
  const change = findStepChange(step, before, address);
  if (change?.type === 'return') importDraft.returnTo(change.step);
  else if (change?.type === 'report') navigate(paths.import, { replace: true });
  else if (change?.type === 'push') navigate(importStepPath(step), { state: [...readEarlierSteps(), before] });
  else if (change) showAgain(readEarlierSteps().indexOf(step), importStepPath(step));
}

/** The step is in the address, so that Back returns to the step before. */
function useStep(state: ImportState, isUndoing: boolean): Step {
  const [address] = useSearchParam('step');
  const step = findStep(state, address, isUndoing);
  const draftStep = findDraftStep(state, step);
  const { status } = state.session;
  const isReady = status !== 'loading' && state.draft.step !== 'reading';
  const before = useRef<DraftStep>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: reads the address again, because an earlier run may have changed it
  useEffect(() => {
    if (!isReady) return;
    if (draftStep) followDraft(draftStep, before.current, status === 'active');
    else if (readStepParam()) showAgain(0, paths.import);
    before.current = draftStep;
  }, [draftStep, isReady, address]);
  return step;
}

/** Nothing is sent before the run step. */
export function ImportPage() {
  const state = useImport();
  const { session, draft } = state;
  const undo = useImportUndo(session.status === 'active' ? session.run : undefined);
  const step = useStep(state, useIsUndoing(undo));
  const content = useRef<HTMLDivElement>(null);
  useDocumentTitle(...documentTitle(session, step));
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
          <CurrentStep session={session} draft={draft} step={step} undo={undo} />
        </div>
      </div>
    </>
  );
}
