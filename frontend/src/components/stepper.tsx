import { Check } from 'lucide-react';
import { classNames } from './class-names.ts';

export type StepItem = {
  readonly name: string;
  readonly state: 'done' | 'current' | 'to-come';
  /** The whole of it for who does not see the picture, when the name alone does not say it. */
  readonly spoken?: string;
};

const dots = {
  done: 'bg-ok-tint text-ok',
  current: 'bg-ink text-on-ink forced-colors:border',
  'to-come': 'bg-hover text-fg-3',
};

const names = { done: 'text-fg-2', current: 'text-fg', 'to-come': 'text-fg-3' };

/** Where one is on a way of several steps; on a phone only the present one has its name beside it. */
export function Stepper({ label, steps }: { readonly label: string; readonly steps: readonly StepItem[] }) {
  return (
    <ol aria-label={label} className="flex min-w-0 items-center">
      {steps.map(({ name, state, spoken }, index) => (
        <li
          key={name}
          aria-current={state === 'current' ? 'step' : undefined}
          className="flex items-center text-small font-medium"
        >
          {index > 0 && (
            <span aria-hidden="true" className="mx-2.5 h-px w-4 bg-line-strong max-hand:mx-1 max-hand:w-2" />
          )}
          <span
            aria-hidden="true"
            className={classNames('flex size-4 items-center justify-center rounded-full text-key', dots[state])}
          >
            {state === 'done' ? <Check size={11} strokeWidth={2.5} /> : index + 1}
          </span>
          <span
            title={spoken}
            className={classNames('ml-1.5', names[state], state !== 'current' && 'max-rail:sr-only')}
          >
            <span aria-hidden={spoken !== undefined}>{name}</span>
            {spoken !== undefined && <span className="sr-only">{spoken}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
