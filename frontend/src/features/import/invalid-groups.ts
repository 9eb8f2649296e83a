import type { InvalidRow } from './columns.ts';
import type { ImportFault } from './id-cell.ts';

export type Reason = 'space' | 'character' | 'ends' | Exclude<ImportFault['kind'], 'wrong-character' | 'wrong-ends'>;

export interface InvalidGroup {
  readonly reason: Reason;
  readonly count: number;
  readonly examples: readonly InvalidRow[];
}

const examplesMax = 3;
const excerptLengthMax = 48;

function toReason(fault: ImportFault): Reason {
  switch (fault.kind) {
    case 'wrong-character':
      return /\s/.test(fault.character) ? 'space' : 'character';
    case 'wrong-ends':
      return 'ends';
    default:
      return fault.kind;
  }
}

/** Sorted by frequency, descending. */
export function groupInvalid(rows: readonly InvalidRow[]): readonly InvalidGroup[] {
  const groups = new Map<Reason, InvalidRow[]>();
  for (const row of rows) {
    const reason = toReason(row.fault);
    const group = groups.get(reason);
    if (group) group.push(row);
    else groups.set(reason, [row]);
  }
  return [...groups]
    .map(([reason, all]) => ({ reason, count: all.length, examples: all.slice(0, examplesMax) }))
    .toSorted((one, other) => other.count - one.count);
}

export interface Excerpt {
  readonly text: string;
  /** The position of the wrong character within the excerpt: 1-based, in code points. */
  readonly position: number | undefined;
}

/** Cuts a text to one line that still contains the wrong character. */
export function toExcerpt(text: string, fault: ImportFault): Excerpt {
  const characters = Array.from(text);
  const position = fault.kind === 'wrong-character' ? fault.position : undefined;
  if (characters.length <= excerptLengthMax) return { text, position };
  const from = position === undefined || position < excerptLengthMax ? 0 : position - excerptLengthMax / 2;
  const before = from > 0 ? '…' : '';
  const after = from + excerptLengthMax < characters.length ? '…' : '';
  const part = characters.slice(from, from + excerptLengthMax).join('');
  return {
    text: `${before}${part}${after}`,
    position: position === undefined ? undefined : position - from + before.length,
  };
}
