import type { CustomerIdFault } from '#lib/customer-id.ts';

const shownMax = 48;

export type Excerpt = {
  readonly text: string;
  /** Of the wrong character within the excerpt, counted from 1 in code points. */
  readonly position: number | undefined;
};

/** As much of a text as a line takes, with what is wrong in it. */
export function excerptOf(text: string, fault: CustomerIdFault): Excerpt {
  const characters = Array.from(text);
  const position = fault.kind === 'wrong-character' ? fault.position : undefined;
  if (characters.length <= shownMax) return { text, position };
  const from = position === undefined || position < shownMax ? 0 : position - shownMax / 2;
  const before = from > 0 ? '…' : '';
  const after = from + shownMax < characters.length ? '…' : '';
  const part = characters.slice(from, from + shownMax).join('');
  return {
    text: `${before}${part}${after}`,
    position: position === undefined ? undefined : position - from + before.length,
  };
}
