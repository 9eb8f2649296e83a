// Parses IAM policies for evaluation. Anything that is not evaluated is an error, because a skipped condition would
// make a policy look narrower or wider than it is.
import { type Fields, fieldsOf, isFields, listOf } from '#tools/lib/json.ts';
import { conditionOperators, type Operator } from './condition-operators.ts';

export interface Condition {
  readonly operator: Operator;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Undefined in an identity policy. `*` is everyone. */
  readonly principals: readonly string[] | undefined;
  readonly actions: readonly string[];
  /** Whether the statement is about all actions or resources except the listed ones. */
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  readonly exceptResources: boolean;
  readonly conditions: readonly Condition[];
}

const members = new Set(['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

export const parseStatements = (document: unknown): readonly Statement[] =>
  listOf(fieldsOf(document)['Statement']).map((statement) => parseStatement(fieldsOf(statement)));

function parseStatement(statement: Fields): Statement {
  const name = String(statement['Sid'] ?? 'without Sid');
  const unknown = Object.keys(statement).find((member) => !members.has(member));
  if (unknown) throw new Error(`Statement ${name}: "${unknown}" is not evaluated.`);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw new Error(`Statement ${name} has no effect.`);
  const { Action, NotAction, Resource, NotResource, Principal } = statement;
  return {
    effect,
    principals: Principal === undefined ? undefined : parsePrincipals(Principal),
    actions: parseTexts(Action ?? NotAction, name),
    exceptActions: Action === undefined,
    resources: parseTexts(Resource ?? NotResource, name),
    exceptResources: Resource === undefined,
    conditions: parseConditions(statement['Condition'], name),
  };
}

const parsePrincipals = (principal: unknown): readonly string[] =>
  isFields(principal) ? Object.values(principal).flatMap(listOf).map(String) : listOf(principal).map(String);

function parseConditions(conditions: unknown, name: string): readonly Condition[] {
  return Object.entries(fieldsOf(conditions)).flatMap(([operator, tests]) => {
    if (!isOperator(operator)) throw new Error(`Statement ${name}: the operator ${operator} is not evaluated.`);
    return Object.entries(fieldsOf(tests)).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: parseTexts(values, name),
    }));
  });
}

const isOperator = (name: string): name is Operator => Object.hasOwn(conditionOperators, name);

function parseTexts(value: unknown, name: string): readonly string[] {
  const texts = listOf(value).map(String);
  if (texts.length === 0) throw new Error(`Statement ${name} has an empty list.`);
  if (texts.some((text) => text.includes('${'))) throw new Error(`Statement ${name}: variables are not evaluated.`);
  return texts;
}
