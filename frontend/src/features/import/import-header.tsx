import { PageHeader } from '#components/page-header.tsx';
import { type StepItem, Stepper } from '#components/stepper.tsx';
import { formatMessage } from '#lib/format-message.ts';
import { importWords as words } from './import-messages.ts';
import { type Stage, stages } from './stage.ts';

/** How a list of one column passed the step at which a column is chosen. */
const skipped: Stage = 'column';

function stepOf(step: Stage, current: Stage, isColumnSkipped: boolean): StepItem {
  const name = words.steps[step];
  if (step === current) return { name, state: 'current' };
  if (stages.indexOf(step) > stages.indexOf(current)) return { name, state: 'upcoming' };
  const text = step === skipped && isColumnSkipped ? words.stepState.skipped : words.stepState.done;
  return { name, state: 'done', accessibleName: formatMessage(text, { step: name }) };
}

export function ImportHeader({ stage, isColumnSkipped }: { readonly stage: Stage; readonly isColumnSkipped: boolean }) {
  return (
    <PageHeader
      title={words.page}
      beside={<Stepper label={words.steps.label} steps={stages.map((step) => stepOf(step, stage, isColumnSkipped))} />}
    />
  );
}
