import { compareDecimals, Decimal } from './decimal.ts';
import { type ExactJson, isExactList } from './exact-json.ts';
import type { LeafTest } from './leaf-test.ts';
import { malformed } from './malformed-pattern.ts';

const highest = new Decimal('5.0e9');
const lowest = new Decimal('-5.0e9');
const decimalsMax = 6;

type Comparison = (order: number) => boolean;

const equal: ReadonlyMap<ExactJson, Comparison> = new Map([['=', (order: number) => order === 0]]);
const lowerBounds: ReadonlyMap<ExactJson, Comparison> = new Map([
  ['>', (order: number) => order > 0],
  ['>=', (order: number) => order >= 0],
]);
const upperBounds: ReadonlyMap<ExactJson, Comparison> = new Map([
  ['<', (order: number) => order < 0],
  ['<=', (order: number) => order <= 0],
]);
const all: ReadonlyMap<ExactJson, Comparison> = new Map([...equal, ...lowerBounds, ...upperBounds]);

/** `["=", 5]`, one bound, or a lower bound followed by an upper bound. */
export function compileNumeric(place: string, operand: ExactJson): LeafTest {
  if (!isExactList(operand)) return malformed(place, 'has a "numeric" that is not a list');
  if (operand.length === 2) return compileBound(place, operand, all);
  if (operand.length !== 4) {
    return malformed(place, 'has a "numeric" that is neither one comparison nor a lower and an upper bound');
  }
  const lower = compileBound(place, operand.slice(0, 2), lowerBounds);
  const upper = compileBound(place, operand.slice(2), upperBounds);
  if (compareDecimals(readBound(place, operand[1]), readBound(place, operand[3])) >= 0) {
    return malformed(place, 'has a "numeric" whose lower bound is not below its upper bound');
  }
  return (leaf) => lower(leaf) && upper(leaf);
}

function compileBound(
  place: string,
  [operator = null, operand]: readonly ExactJson[],
  allowed: ReadonlyMap<ExactJson, Comparison>,
): LeafTest {
  const matches = allowed.get(operator);
  if (matches === undefined) {
    return malformed(
      place,
      `has a "numeric" with the operator ${String(operator)}; supported are ${[...allowed.keys()].join(' ')}`,
    );
  }
  const bound = readBound(place, operand);
  return (leaf) => leaf instanceof Decimal && matches(compareDecimals(leaf, bound));
}

/** Enforces EventBridge's documented range; the service accepts slightly more. */
function readBound(place: string, operand: ExactJson | undefined): Decimal {
  if (!(operand instanceof Decimal)) return malformed(place, 'has a "numeric" whose bound is not a number');
  if (compareDecimals(operand, highest) > 0 || compareDecimals(operand, lowest) < 0) {
    return malformed(place, 'has a "numeric" whose bound is not between -5.0e9 and 5.0e9');
  }
  if (operand.decimals > decimalsMax) {
    return malformed(place, `has a "numeric" whose bound has more than ${decimalsMax} decimal places`);
  }
  return operand;
}
