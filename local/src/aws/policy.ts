import { StartError } from '#local/start-error.ts';

/** One condition of a statement, such as `StringEquals` on `events:source`. */
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

/** The values a request has for the condition keys, such as `events:source`. */
export type ConditionContext = Readonly<Record<string, readonly string[]>>;

type Json = Readonly<Record<string, unknown>>;
type Operator = (actual: readonly string[], allowed: readonly string[]) => boolean;

/**
 * The condition operators that the stack uses. IAM leaves open what a single-value operator does with several values;
 * here all of them must fit, which can only refuse more than AWS does.
 */
const operators = {
  StringEquals: (actual, allowed) => actual.length > 0 && actual.every((value) => allowed.includes(value)),
  'ForAllValues:StringEquals': (actual, allowed) => actual.every((value) => allowed.includes(value)),
  // The same on AWS: both take wildcards.
  ArnEquals: fitsArns,
  ArnLike: fitsArns,
} satisfies Record<string, Operator>;

const statementMembers = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];

/** Reads a policy document. What is not evaluated here is refused by name: a grant must never be wider or narrower than on AWS. */
export function parsePolicy(policyName: string, document: unknown): readonly Statement[] {
  const refuse = (what: string): Error => new StartError(`IAM policy ${policyName}: ${what}`);
  if (!isObject(document)) throw refuse('it is not a JSON object.');
  const statements = listOf(document['Statement']);
  return statements.map((statement) => {
    if (!isObject(statement)) throw refuse('a statement is not an object.');
    return parseStatement(statement, refuse);
  });
}

function parseStatement(statement: Json, refuse: (what: string) => Error): Statement {
  const unknown = Object.keys(statement).find((member) => !statementMembers.includes(member));
  if (unknown) throw refuse(`"${unknown}" is not emulated.`);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw refuse(`the effect "${String(effect)}" is neither Allow nor Deny.`);
  const strings = (member: string): readonly string[] => readStrings(statement[member], member, refuse);
  return {
    effect,
    actions: strings('Action'),
    resources: strings('Resource'),
    conditions: parseConditions(statement['Condition'] ?? {}, refuse),
  };
}

function parseConditions(conditions: unknown, refuse: (what: string) => Error): readonly Condition[] {
  if (!isObject(conditions)) throw refuse('a Condition is not an object.');
  return Object.entries(conditions).flatMap(([operator, keys]) => {
    if (!isOperator(operator)) throw refuse(`the condition operator "${operator}" is not emulated.`);
    if (!isObject(keys)) throw refuse(`${operator} is not an object.`);
    return Object.entries(keys).map(([key, values]) => ({ operator, key, values: readStrings(values, key, refuse) }));
  });
}

function readStrings(value: unknown, member: string, refuse: (what: string) => Error): readonly string[] {
  const texts = listOf(value).filter((text) => typeof text === 'string');
  if (texts.length === 0 || texts.length !== listOf(value).length)
    throw refuse(`${member} is not text or a list of text.`);
  if (texts.some((text) => text.includes('${'))) throw refuse(`the policy variable in ${member} is not emulated.`);
  return texts;
}

export function matchesAction(pattern: string, action: string): boolean {
  return matchesGlob(pattern.toLowerCase(), action.toLowerCase());
}

/** Compares segment by segment, for a wildcard in the account does not reach into the resource. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const patterns = arnSegments(pattern);
  const segments = arnSegments(arn);
  return (
    patterns.length === segments.length &&
    segments.every((segment, index) => matchesGlob(patterns[index] ?? '', segment))
  );
}

function fitsArns(actual: readonly string[], allowed: readonly string[]): boolean {
  return actual.length > 0 && actual.every((value) => allowed.some((pattern) => matchesArn(pattern, value)));
}

export function meetsConditions({ conditions }: Statement, context: ConditionContext): boolean {
  return conditions.every(({ operator, key, values }) => operators[operator](context[key] ?? [], values));
}

/** `arn:partition:service:region:account:resource`; the resource may hold colons of its own. */
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

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOperator = (name: string): name is keyof typeof operators => Object.hasOwn(operators, name);
