import { Decimal } from './decimal.ts';
import { type ExactJson, type ExactScalar, isExactList, isExactObject } from './exact-json.ts';
import { isSameScalar, type LeafTest, textTest } from './leaf-test.ts';
import { malformed } from './malformed-pattern.ts';
import { isTextOperator, textOperators } from './text-operators.ts';

/** A value, a list of strings or numbers, or a string operator with a string or a list of strings. */
export function compileAnythingBut(place: string, operand: ExactJson): LeafTest {
  if (isExactObject(operand)) return compileNegatedOperator(place, operand);
  const values = readValues(place, operand);
  return (leaf) => !values.some((value) => isSameScalar(value, leaf));
}

function readValues(place: string, operand: ExactJson): readonly ExactScalar[] {
  const values = isExactList(operand) ? operand : [operand];
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => value instanceof Decimal);
  if (values.length > 0 && texts.length === values.length) return texts;
  if (values.length > 0 && numbers.length === values.length) return numbers;
  return malformed(place, 'has an "anything-but" that is not a string, a number, or a list of either');
}

function compileNegatedOperator(place: string, operand: Readonly<Record<string, ExactJson>>): LeafTest {
  const [[operator = '', values = null] = [], ...more] = Object.entries(operand);
  if (!isTextOperator(operator) || more.length > 0) {
    return malformed(
      place,
      `has an "anything-but" with "${operator}"; supported are ${Object.keys(textOperators).join(', ')}`,
    );
  }
  const texts = isExactList(values) ? values : [values];
  if (texts.length === 0) return malformed(place, `has an empty list in "anything-but" "${operator}"`);
  const tests = texts.map((text) => {
    if (typeof text !== 'string' || (text === '' && operator !== 'wildcard')) {
      return malformed(place, `has an "anything-but" "${operator}" that is empty or not a string`);
    }
    return textTest(textOperators[operator](place, text));
  });
  return (leaf) => !tests.some((matches) => matches(leaf));
}
