import { isFullySent } from '#lib/batches/batch-run.ts';
import type { ImportState } from './import-state.ts';

const draftSteps = ['file', 'column', 'preview'] as const;
export type DraftStep = (typeof draftSteps)[number];

export const steps = [...draftSteps, 'run', 'report'] as const;
export type Step = (typeof steps)[number];

const parseStep = (address: string): DraftStep | undefined => draftSteps.find((step) => step === address);

/**
 * A running import takes precedence over a draft, and its report unless the address asks for a step of the draft. An
 * import that is being undone must not be replaced by another one.
 */
export function findStep({ session, draft }: ImportState, address: string, isUndoing: boolean): Step {
  if (session.status === 'active') {
    if (!isFullySent(session.run)) return 'run';
    if (isUndoing || parseStep(address) === undefined) return 'report';
  }
  return draft.step === 'reading' ? 'file' : draft.step;
}

/** The step to synchronize with the address, if any. A file that is read may lead to any step. */
export function findDraftStep({ draft }: ImportState, step: Step): DraftStep | undefined {
  return step === 'run' || step === 'report' || draft.step === 'reading' ? undefined : step;
}

export interface Address {
  /** Empty if the address has none. */
  readonly step: string;
  /** Reached by Back or Forward. */
  readonly isBack: boolean;
  /** The address without a step shows a report. */
  readonly isReportStored: boolean;
}

export type StepChange =
  | { readonly type: 'push' | 'replace'; readonly step: DraftStep }
  /** The user went back. */
  | { readonly type: 'return'; readonly step: 'file' | 'column' }
  /** The data of the step in the address is gone, and a report is stored. */
  | { readonly type: 'report' };

const isEarlier = (one: DraftStep, other: DraftStep): boolean => draftSteps.indexOf(one) < draftSteps.indexOf(other);

/** How the address follows the draft, or the draft the address. `before` is the step shown before, if it was of the draft. */
export function findStepChange(
  step: DraftStep,
  before: DraftStep | undefined,
  { step: text, isBack, isReportStored }: Address,
): StepChange | undefined {
  const addressed = parseStep(text) ?? 'file';
  if (addressed === step) return undefined;
  const isOpened = before === undefined || (before === step && isBack);
  if (isReportStored && step === 'file' && isOpened) return { type: 'report' };
  if (before !== undefined && isEarlier(before, step)) return { type: 'push', step };
  // A link to the page keeps the draft. A later step has no data once the user has gone back from it.
  const isReturn = before === step && isBack && addressed !== 'preview' && isEarlier(addressed, step);
  return isReturn ? { type: 'return', step: addressed } : { type: 'replace', step };
}
