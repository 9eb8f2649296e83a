import { compareDecimals, Decimal } from './decimal.ts';
import type { ExactScalar } from './exact-json.ts';

/** Tests one scalar of an event against one entry of a pattern's list. */
export type LeafTest = (leaf: ExactScalar) => boolean;

/** Values of different types are never equal: 1, "1" and `true` are three values. */
export function isSameScalar(a: ExactScalar, b: ExactScalar): boolean {
  if (a instanceof Decimal && b instanceof Decimal) return compareDecimals(a, b) === 0;
  return a === b;
}

export const textTest =
  (predicate: (text: string) => boolean): LeafTest =>
  (leaf) =>
    typeof leaf === 'string' && predicate(leaf);
