import { compileAnythingBut } from './anything-but.ts';
import { compileCidr } from './cidr.ts';
import { type ExactJson, isExactList, isExactObject } from './exact-json.ts';
import { isSameScalar, type LeafTest, textTest } from './leaf-test.ts';
import { malformed } from './malformed-pattern.ts';
import { compileNumeric } from './numeric.ts';
import { compileTextOperator, isTextOperator, textOperators } from './text-operators.ts';

/** Matches if the field may be absent and is, or if one of its values passes a test. */
export interface LeafPattern {
  readonly mayBeAbsent: boolean;
  readonly tests: readonly LeafTest[];
}

const otherOperators = {
  'anything-but': compileAnythingBut,
  numeric: compileNumeric,
  cidr: compileCidr,
} as const satisfies Record<string, (place: string, operand: ExactJson) => LeafTest>;

export const operatorNames: ReadonlySet<string> = new Set([
  'exists',
  ...Object.keys(textOperators),
  ...Object.keys(otherOperators),
]);

export function compileLeaf(place: string, entries: readonly ExactJson[]): LeafPattern {
  if (entries.length === 0) return malformed(place, 'is an empty list');
  return {
    mayBeAbsent: entries.some((entry) => isExactObject(entry) && entry['exists'] === false),
    tests: entries.flatMap((entry) => compileEntry(place, entry)),
  };
}

function compileEntry(place: string, entry: ExactJson): readonly LeafTest[] {
  if (isExactList(entry)) return malformed(place, 'has a nested list');
  if (!isExactObject(entry)) return [(leaf) => isSameScalar(entry, leaf)];
  const [[operator = '', operand = null] = [], ...more] = Object.entries(entry);
  if (more.length > 0) return malformed(place, 'has more than one operator in one object');
  return operator === 'exists' ? compileExists(place, operand) : [compileOperator(place, operator, operand)];
}

function compileExists(place: string, operand: ExactJson): readonly LeafTest[] {
  if (typeof operand !== 'boolean') return malformed(place, 'has an "exists" that is not a boolean');
  return operand ? [() => true] : [];
}

function compileOperator(place: string, operator: string, operand: ExactJson): LeafTest {
  if (isTextOperator(operator)) return textTest(compileTextOperator(place, operator, operand));
  if (isOtherOperator(operator)) return otherOperators[operator](place, operand);
  return malformed(place, `has the unknown operator "${operator}"; supported are ${[...operatorNames].join(', ')}`);
}

const isOtherOperator = (name: string): name is keyof typeof otherOperators => Object.hasOwn(otherOperators, name);
