import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';

/** One statement of a policy, its single values as lists. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly condition: Fields | undefined;
}

export function statementsOf(policy: unknown): readonly PolicyStatement[] {
  return listOf(fieldsOf(policy)['Statement']).map((statement) => {
    const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } =
      fieldsOf(statement);
    // What is said by its opposite is as wide as can be.
    return {
      effect: String(Effect),
      actions: NotAction === undefined ? listOf(Action).map(String) : ['*'],
      resources: NotResource === undefined ? listOf(Resource).map(String) : ['*'],
      principals: NotPrincipal === undefined ? principalsOf(Principal) : ['*'],
      condition: Condition === undefined ? undefined : fieldsOf(Condition),
    };
  });
}

/** `"*"` and `{"AWS": "*"}` mean the same: anybody. */
function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal === 'string') return [principal];
  return Object.values(fieldsOf(principal)).flatMap((names) => listOf(names).map(String));
}

export const allowing = (policy: unknown): readonly PolicyStatement[] =>
  statementsOf(policy).filter(({ effect }) => effect === 'Allow');

/** Open to anybody, with nothing that narrows it. */
export const isOpen = ({ effect, principals, condition }: PolicyStatement): boolean =>
  effect === 'Allow' && principals.includes('*') && condition === undefined;
