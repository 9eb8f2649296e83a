import { type ExactJson, isExactObject } from './exact-json.ts';
import { malformed } from './malformed-pattern.ts';
import { compileWildcard } from './wildcard.ts';

type TextTest = (text: string) => boolean;
export type TextOperator = keyof typeof textOperators;

/** The operators that look at text, each as a function of the text it was given. */
export const textOperators = {
  prefix: (_, operand) => (text) => text.startsWith(operand),
  suffix: (_, operand) => (text) => text.endsWith(operand),
  'equals-ignore-case': (_, operand) => ignoringCase((text) => text === operand.toUpperCase()),
  wildcard: compileWildcard,
} as const satisfies Record<string, (place: string, operand: string) => TextTest>;

export function isTextOperator(name: string): name is TextOperator {
  return Object.hasOwn(textOperators, name);
}

/** Text, or for prefix and suffix `{"equals-ignore-case": text}`. */
export function compileTextOperator(place: string, operator: TextOperator, operand: ExactJson): TextTest {
  if (typeof operand === 'string') return textOperators[operator](place, operand);
  if (operator === 'prefix' || operator === 'suffix') return compileIgnoringCase(place, operator, operand);
  return malformed(place, `has a "${operator}" that is not text`);
}

function compileIgnoringCase(place: string, operator: 'prefix' | 'suffix', operand: ExactJson): TextTest {
  const [[name, text] = [], ...more] = isExactObject(operand) ? Object.entries(operand) : [];
  if (name !== 'equals-ignore-case' || typeof text !== 'string' || more.length > 0) {
    return malformed(place, `has a "${operator}" that is neither text nor {"equals-ignore-case": text}`);
  }
  return ignoringCase(textOperators[operator](place, text.toUpperCase()));
}

const ignoringCase =
  (holds: TextTest): TextTest =>
  (text) =>
    holds(text.toUpperCase());
