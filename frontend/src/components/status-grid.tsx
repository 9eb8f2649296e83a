import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type CellStatus = 'done' | 'running' | 'failed' | 'pending';

const colors: Readonly<Record<CellStatus, string>> = {
  done: 'bg-iris/78 forced-colors:bg-[Highlight]',
  running: 'border-2 border-iris bg-iris-tint',
  failed: 'bg-bad-fill text-surface forced-colors:text-[Canvas]',
  pending: 'bg-line forced-colors:border',
};

/** Hidden from screen readers: place a legend with counts next to it. */
export function StatusGrid({ statuses }: { readonly statuses: readonly CellStatus[] }) {
  const cells = statuses.map((status, position) => ({ status, position }));
  return (
    <div aria-hidden="true" className="grid grid-cols-[repeat(auto-fill,minmax(1.75rem,1fr))] gap-1">
      {cells.map(({ status, position }) => (
        <span key={position} className={classNames('flex h-6 items-center justify-center rounded-key', colors[status])}>
          {status === 'failed' && <X size={14} strokeWidth={2.5} />}
        </span>
      ))}
    </div>
  );
}

export function StatusLegendItem({ status, children }: { readonly status: CellStatus; readonly children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5 tabular-nums">
      <span aria-hidden="true" className={classNames('size-2.5 rounded-key', colors[status])} />
      {children}
    </li>
  );
}
