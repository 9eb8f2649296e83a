import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type CellState = 'done' | 'under-way' | 'wrong' | 'to-come';

const looks: Readonly<Record<CellState, string>> = {
  done: 'bg-iris/78 forced-colors:bg-[Highlight]',
  'under-way': 'border-2 border-iris bg-iris-tint',
  wrong: 'bg-bad-fill text-surface forced-colors:text-[Canvas]',
  'to-come': 'bg-line forced-colors:border',
};

/** A look at many parts of one work at once. The numbers beside it say the same to who does not see it. */
export function BatchMap({ cells }: { readonly cells: readonly CellState[] }) {
  const placed = cells.map((state, place) => ({ state, place }));
  return (
    <div aria-hidden="true" className="grid grid-cols-[repeat(auto-fill,minmax(1.75rem,1fr))] gap-1">
      {placed.map(({ state, place }) => (
        <span key={place} className={classNames('flex h-6 items-center justify-center rounded-key', looks[state])}>
          {state === 'wrong' && <X size={14} strokeWidth={2.5} />}
        </span>
      ))}
    </div>
  );
}

/** What a colour of the map means, and how many there are of it. */
export function LegendItem({ state, children }: { readonly state: CellState; readonly children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5 tabular-nums">
      <span aria-hidden="true" className={classNames('size-2.5 rounded-key', looks[state])} />
      {children}
    </li>
  );
}
