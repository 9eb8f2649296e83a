import { Check } from 'lucide-react';
import { classNames } from './class-names.ts';

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
