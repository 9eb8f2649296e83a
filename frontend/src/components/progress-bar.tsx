import { classNames } from './class-names.ts';

type ProgressBarProps = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly size?: 'normal' | 'small';
};

const bar =
  'block w-full appearance-none overflow-hidden rounded-full border-0 bg-active [&::-moz-progress-bar]:bg-iris [&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-iris [&::-webkit-progress-value]:transition-[inline-size] forced-colors:border';

/** The numbers stand beside it as text; this is how they look. */
export function ProgressBar({ label, value, max, size = 'normal' }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      value={value}
      max={max}
      className={classNames(bar, size === 'small' ? 'h-1' : 'h-2')}
    />
  );
}
