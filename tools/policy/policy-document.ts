import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';

/** A statement with every member as a list. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly condition: Fields | undefined;
}

export function parseStatements(policy: unknown): readonly PolicyStatement[] {
  return listOf(fieldsOf(policy)['Statement']).map((statement) => {
    const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } =
      fieldsOf(statement);
    // NotAction, NotResource and NotPrincipal count as everything.
    return {
      effect: String(Effect),
      actions: NotAction === undefined ? listOf(Action).map(String) : ['*'],
      resources: NotResource === undefined ? listOf(Resource).map(String) : ['*'],
      principals: NotPrincipal === undefined ? toPrincipals(Principal) : ['*'],
      condition: Condition === undefined ? undefined : fieldsOf(Condition),
    };
  });
}

/** `"*"` and `{"AWS": "*"}` both mean everyone. */
function toPrincipals(principal: unknown): readonly string[] {
  if (typeof principal === 'string') return [principal];
  return Object.values(fieldsOf(principal)).flatMap((names) => listOf(names).map(String));
}

export const allowStatements = (policy: unknown): readonly PolicyStatement[] =>
  parseStatements(policy).filter(({ effect }) => effect === 'Allow');

/** Allows everyone, without a condition. */
export const isOpen = ({ effect, principals, condition }: PolicyStatement): boolean =>
  effect === 'Allow' && principals.includes('*') && condition === undefined;
