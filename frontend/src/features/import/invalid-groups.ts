import type { CustomerIdFault } from '#lib/customer-id.ts';
import type { InvalidRow } from './check-column.ts';

export type Reason = 'space' | 'character' | 'too-short' | 'too-long' | 'ends';

export type InvalidGroup = {
  readonly reason: Reason;
  readonly count: number;
  readonly examples: readonly InvalidRow[];
};

const examplesShown = 3;

function reasonOf(fault: CustomerIdFault): Reason {
  switch (fault.kind) {
    case 'wrong-character':
      return /\s/.test(fault.character) ? 'space' : 'character';
    case 'too-short':
      return 'too-short';
    case 'too-long':
      return 'too-long';
    case 'wrong-ends':
      return 'ends';
  }
}

/** The same mistake is usually made many times: what is wrong most often comes first. */
export function groupInvalid(rows: readonly InvalidRow[]): readonly InvalidGroup[] {
  const groups = new Map<Reason, InvalidRow[]>();
  for (const row of rows) {
    const reason = reasonOf(row.fault);
    const group = groups.get(reason);
    if (group) group.push(row);
    else groups.set(reason, [row]);
  }
  return [...groups]
    .map(([reason, all]) => ({ reason, count: all.length, examples: all.slice(0, examplesShown) }))
    .toSorted((one, other) => other.count - one.count);
}
