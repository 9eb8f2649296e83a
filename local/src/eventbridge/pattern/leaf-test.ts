import { compareDecimals, Decimal } from './decimal.ts';
import type { ExactScalar } from './exact-json.ts';

/** Whether one scalar of an event meets one entry of a pattern's list. */
export type LeafTest = (leaf: ExactScalar) => boolean;

/** Types never mix: the number 1, the text "1" and `true` are three values. */
export function isSameScalar(a: ExactScalar, b: ExactScalar): boolean {
  if (a instanceof Decimal && b instanceof Decimal) return compareDecimals(a, b) === 0;
  return a === b;
}

export const textTest =
  (holds: (text: string) => boolean): LeafTest =>
  (leaf) =>
    typeof leaf === 'string' && holds(leaf);
