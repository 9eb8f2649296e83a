import { Check, Minus } from 'lucide-react';
import { type InputHTMLAttributes, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';

type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  readonly label: string;
  /** Keeps the label for screen readers only. */
  readonly isLabelHidden?: boolean;
  /** Some, but not all, of the represented items are selected. */
  readonly isMixed?: boolean;
};

const mark = { 'aria-hidden': true, size: 12, strokeWidth: 3 } as const;
const markStyle = 'pointer-events-none absolute inset-0 m-auto hidden text-surface forced-colors:text-[Canvas]';

export function Checkbox({ label, isLabelHidden = false, isMixed = false, className, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  // `indeterminate` is a DOM property without an HTML attribute.
  useEffect(() => {
    if (input.current) input.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    <label
      className={classNames(
        'group/check inline-flex min-h-6 cursor-pointer items-center gap-2 touch:min-h-11',
        className,
      )}
    >
      <span className="relative size-4 shrink-0">
        <input
          ref={input}
          type="checkbox"
          {...rest}
          className="peer block size-4 cursor-pointer appearance-none rounded-key border border-control bg-surface transition-colors group-hover/check:border-fg-2 checked:border-iris checked:bg-iris indeterminate:border-iris indeterminate:bg-iris"
        />
        <Check {...mark} className={classNames(markStyle, 'peer-checked:block peer-indeterminate:hidden')} />
        <Minus {...mark} className={classNames(markStyle, 'peer-indeterminate:block')} />
      </span>
      <span className={isLabelHidden ? 'sr-only select-none' : undefined}>{label}</span>
    </label>
  );
}
