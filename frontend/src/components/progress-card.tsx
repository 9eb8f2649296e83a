import type { ReactNode } from 'react';
import { ProgressBar } from './progress-bar.tsx';

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
