// Condition operators, for keys with at most one value in the request.
import { matchesArn } from './match.ts';

type Test = (actual: string | undefined, expected: readonly string[]) => boolean;

/** A negated operator is true for a missing key, any other is false, as on AWS. */
export const conditionOperators = {
  ArnEquals: (actual, patterns) => actual !== undefined && matchesOneArn(actual, patterns),
  ArnLike: (actual, patterns) => actual !== undefined && matchesOneArn(actual, patterns),
  ArnNotEquals: (actual, patterns) => actual === undefined || !matchesOneArn(actual, patterns),
  Bool: (actual, expected) => actual !== undefined && expected.includes(actual),
  Null: (actual, expected) => expected.includes(String(actual === undefined)),
  StringEquals: (actual, expected) => actual !== undefined && expected.includes(actual),
  StringEqualsIfExists: (actual, expected) => actual === undefined || expected.includes(actual),
  StringNotEquals: (actual, expected) => actual === undefined || !expected.includes(actual),
} satisfies Record<string, Test>;

export type Operator = keyof typeof conditionOperators;

const matchesOneArn = (arn: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => matchesArn(pattern, arn));
