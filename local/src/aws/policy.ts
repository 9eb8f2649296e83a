import { StartError } from '#local/start-error.ts';

/** For example `StringEquals` on `events:source`. */
interface Condition {
  readonly operator: keyof typeof operators;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

/** The request's values by condition key. */
export type ConditionContext = Readonly<Record<string, readonly string[]>>;

type Json = Readonly<Record<string, unknown>>;
type Operator = (actual: readonly string[], allowed: readonly string[]) => boolean;

/**
 * IAM does not define single-value operators for several values. Here all values must match, which is never more
 * permissive than AWS.
 */
const operators = {
  StringEquals: (actual, allowed) => actual.length > 0 && actual.every((value) => allowed.includes(value)),
  'ForAllValues:StringEquals': (actual, allowed) => actual.every((value) => allowed.includes(value)),
  // Identical on AWS: both support wildcards.
  ArnEquals: matchesArns,
  ArnLike: matchesArns,
} satisfies Record<string, Operator>;

const statementMembers = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];

/** Throws on anything that is not evaluated: a grant must not be wider or narrower than on AWS. */
export function parsePolicy(policyName: string, document: unknown): readonly Statement[] {
  const createError = (what: string): Error => new StartError(`IAM policy ${policyName}: ${what}`);
  if (!isObject(document)) throw createError('the document is not a JSON object.');
  const statements = toList(document['Statement']);
  return statements.map((statement) => {
    if (!isObject(statement)) throw createError('a statement is not an object.');
    return parseStatement(statement, createError);
  });
}

function parseStatement(statement: Json, createError: (what: string) => Error): Statement {
  const unknown = Object.keys(statement).find((member) => !statementMembers.includes(member));
  if (unknown) throw createError(`"${unknown}" is not emulated.`);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw createError(`the effect "${String(effect)}" is neither Allow nor Deny.`);
  const strings = (member: string): readonly string[] => readStrings(statement[member], member, createError);
  return {
    effect,
    actions: strings('Action'),
    resources: strings('Resource'),
    conditions: parseConditions(statement['Condition'] ?? {}, createError),
  };
}

function parseConditions(conditions: unknown, createError: (what: string) => Error): readonly Condition[] {
  if (!isObject(conditions)) throw createError('a Condition is not an object.');
  return Object.entries(conditions).flatMap(([operator, keys]) => {
    if (!isOperator(operator)) throw createError(`the condition operator "${operator}" is not emulated.`);
    if (!isObject(keys)) throw createError(`${operator} is not an object.`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: readStrings(values, key, createError),
    }));
  });
}

function readStrings(value: unknown, member: string, createError: (what: string) => Error): readonly string[] {
  const texts = toList(value).filter((text) => typeof text === 'string');
  if (texts.length === 0 || texts.length !== toList(value).length)
    throw createError(`${member} is not a string or a list of strings.`);
  if (texts.some((text) => text.includes('${'))) throw createError(`the policy variable in ${member} is not emulated.`);
  return texts;
}

export function matchesAction(pattern: string, action: string): boolean {
  return matchesGlob(pattern.toLowerCase(), action.toLowerCase());
}

/** Compares segment by segment, so that a wildcard in the account cannot match part of the resource. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const patterns = arnSegments(pattern);
  const segments = arnSegments(arn);
  return (
    patterns.length === segments.length &&
    segments.every((segment, index) => matchesGlob(patterns[index] ?? '', segment))
  );
}

function matchesArns(actual: readonly string[], allowed: readonly string[]): boolean {
  return actual.length > 0 && actual.every((value) => allowed.some((pattern) => matchesArn(pattern, value)));
}

export function meetsConditions({ conditions }: Statement, context: ConditionContext): boolean {
  return conditions.every(({ operator, key, values }) => operators[operator](context[key] ?? [], values));
}

/** `arn:partition:service:region:account:resource`; the resource may contain colons. */
function arnSegments(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function matchesGlob(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOperator = (name: string): name is keyof typeof operators => Object.hasOwn(operators, name);
