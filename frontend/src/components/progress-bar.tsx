type ProgressBarProps = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly size?: 'normal' | 'small';
};

export function ProgressBar({ label, value, max, size = 'normal' }: ProgressBarProps) {
  return <progress aria-label={label} value={value} max={max} className={size === 'small' ? 'h-1' : 'h-2'} />;
}
