import type { Batch, BatchState } from './import-state.ts';

const cellsMax = 200;

export type Cell = 'done' | 'running' | 'failed' | 'pending';

const cellOfState: Readonly<Record<BatchState['kind'], Cell>> = {
  waiting: 'pending',
  sending: 'running',
  accepted: 'done',
  recorded: 'done',
  failed: 'failed',
  'to-retry': 'failed',
  rejected: 'failed',
};

/** What a person must see first wins where one cell stands for several batches. */
const byUrgency: readonly Cell[] = ['failed', 'running', 'pending', 'done'];

/** A cell for each batch; where they are too many, one for each few. */
export function cellsOf(batches: readonly Batch[]): readonly Cell[] {
  const perCell = Math.max(1, Math.ceil(batches.length / cellsMax));
  return Array.from({ length: Math.ceil(batches.length / perCell) }, (_, index) => {
    const group = batches.slice(index * perCell, (index + 1) * perCell).map(({ state }) => cellOfState[state.kind]);
    return byUrgency.find((cell) => group.includes(cell)) ?? 'done';
  });
}
