type ProgressBarProps = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly size?: 'normal' | 'small';
};

export function ProgressBar({ label, value, max, size = 'normal' }: ProgressBarProps) {
  return <progress aria-label={label} value={value} max={max} className={size === 'small' ? 'h-1' : 'h-2'} />;
}

const milestones = [75, 50, 25];

type ProgressAnnouncerProps = {
  readonly done: number;
  readonly total: number;
  readonly format: (percent: number) => string;
  /** Announced at the end. */
  readonly result?: string | undefined;
};

/** Announces progress to screen readers at 25, 50 and 75 %. */
export function ProgressAnnouncer({ done, total, format, result }: ProgressAnnouncerProps) {
  const reached = milestones.find((percent) => done * 100 >= total * percent);
  return (
    <p role="status" className="sr-only">
      {result ?? (reached !== undefined && format(reached))}
    </p>
  );
}
