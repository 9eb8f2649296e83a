import { type ExactJson, isExactObject } from './exact-json.ts';
import { malformed } from './malformed-pattern.ts';
import { compileWildcard } from './wildcard.ts';

type TextPredicate = (text: string) => boolean;
export type TextOperator = keyof typeof textOperators;

/** The string operators: each compiles its operand to a predicate. */
export const textOperators = {
  prefix: (_, operand) => (text) => text.startsWith(operand),
  suffix: (_, operand) => (text) => text.endsWith(operand),
  'equals-ignore-case': (_, operand) => ignoreCase((text) => text === operand.toUpperCase()),
  wildcard: compileWildcard,
} as const satisfies Record<string, (place: string, operand: string) => TextPredicate>;

export function isTextOperator(name: string): name is TextOperator {
  return Object.hasOwn(textOperators, name);
}

/** The operand is a string, or for prefix and suffix also `{"equals-ignore-case": string}`. */
export function compileTextOperator(place: string, operator: TextOperator, operand: ExactJson): TextPredicate {
  if (typeof operand === 'string') return textOperators[operator](place, operand);
  if (operator === 'prefix' || operator === 'suffix') return compileIgnoringCase(place, operator, operand);
  return malformed(place, `has a "${operator}" that is not a string`);
}

function compileIgnoringCase(place: string, operator: 'prefix' | 'suffix', operand: ExactJson): TextPredicate {
  const [[name, text] = [], ...more] = isExactObject(operand) ? Object.entries(operand) : [];
  if (name !== 'equals-ignore-case' || typeof text !== 'string' || more.length > 0) {
    return malformed(place, `has a "${operator}" that is neither a string nor {"equals-ignore-case": string}`);
  }
  return ignoreCase(textOperators[operator](place, text.toUpperCase()));
}

const ignoreCase =
  (predicate: TextPredicate): TextPredicate =>
  (text) =>
    predicate(text.toUpperCase());
