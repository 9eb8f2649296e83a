// Parses the policy documents in a plan.
import { type Fields, fieldsOf, isFields, listOf, textsOf } from '#tools/lib/json.ts';
import { codes, wholeCode } from './markdown.ts';

export interface Statement {
  readonly allows: boolean;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  /** Conditions on the caller or on the resource it acts for. */
  readonly callerConditions: readonly CallerCondition[];
  /** Members such as NotAction, which allow everything they do not list. */
  readonly inverted: readonly string[];
}

export interface CallerCondition {
  /** Whether it admits only callers that it names, so that the principal "*" is not public. */
  readonly isExact: boolean;
  readonly values: readonly string[];
}

/** The attributes that contain a policy. */
const attributes = ['policy', 'assume_role_policy', 'access_policy', 'policy_document'];

export const listPolicies = (values: Fields): readonly unknown[] =>
  [
    ...attributes.map((attribute) => values[attribute]),
    ...listOf(values['inline_policy']).map((inline) => fieldsOf(inline)['policy']),
  ].filter((policy) => policy !== undefined && policy !== null && policy !== '');

export const parseStatements = (policy: unknown): readonly Statement[] =>
  listOf(fieldsOf(policy)['Statement']).map((statement) => readStatement(fieldsOf(statement)));

function readStatement(statement: Fields): Statement {
  return {
    allows: statement['Effect'] === 'Allow',
    principals: toPrincipals(statement['Principal']),
    actions: textsOf(statement['Action']),
    resources: textsOf(statement['Resource']),
    conditions: Object.entries(fieldsOf(statement['Condition'])).flatMap(([operator, tests]) =>
      Object.entries(fieldsOf(tests)).map(
        ([key, values]) => `${wholeCode(key)} ${operator} ${textsOf(values).map(wholeCode).join(' or ')}`,
      ),
    ),
    callerConditions: Object.entries(fieldsOf(statement['Condition'])).flatMap(readCallerConditions),
    inverted: Object.keys(statement).filter((member) => member.startsWith('Not')),
  };
}

const exactly = new Set(['StringEquals', 'ArnEquals']);
const byPattern = new Set(['StringLike', 'ArnLike']);
const callers = /^(aws:Principal(Arn|Account)|aws:Source(Arn|Account|Owner)|kms:CallerAccount)$/i;

function readCallerConditions([operator, tests]: readonly [string, unknown]): readonly CallerCondition[] {
  if (!exactly.has(operator) && !byPattern.has(operator)) return [];
  return Object.entries(fieldsOf(tests))
    .filter(([key]) => callers.test(key))
    .map(([, values]) => ({
      isExact: exactly.has(operator) && textsOf(values).every((value) => !/[*?]/.test(value)),
      values: textsOf(values),
    }));
}

const toPrincipals = (principal: unknown): readonly string[] =>
  isFields(principal) ? Object.values(principal).flatMap(textsOf) : textsOf(principal);

export function describeStatement(statement: Statement, subject: string): string {
  const { allows, actions, resources, conditions, inverted } = statement;
  const where = resources.length > 0 ? ` on ${codes(resources)}` : '';
  const when = conditions.length > 0 ? ` when ${conditions.join(' and ')}` : '';
  const except = inverted.length > 0 ? ` (with ${inverted.join(', ')}: everything except what it lists)` : '';
  return `${subject}${allows ? 'may' : 'must not'} ${codes(actions)}${where}${when}${except}`;
}
