import type { ReactNode } from 'react';

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

interface ProgressCardProps {
  readonly title: string;
  /** The progress so far, or the reason for waiting. */
  readonly status: string;
  readonly text?: ReactNode;
  readonly done: number;
  readonly total: number;
  readonly actions?: ReactNode;
}

/** Work that continues while the user does something else on the page. */
export function ProgressCard({ title, status, text, done, total, actions }: ProgressCardProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 rounded-box border border-line px-4 py-3">
      <div className="min-w-0 grow basis-64">
        <p className="font-medium">{title}</p>
        <div className="mt-2 mb-1.5">
          <ProgressBar label={title} value={done} max={total} />
        </div>
        <p className="text-small text-fg-2 tabular-nums">{status}</p>
        {text && <p className="text-small text-fg-2">{text}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2 max-hand:w-full max-hand:flex-col">{actions}</div>}
    </div>
  );
}
