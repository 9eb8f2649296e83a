import { parsePolicy } from './policy.ts';
import type { RolePolicy } from './read-role-policies.ts';

/** Told of each grant that a request needed, as `describeGrant` words it. */
export type OnGrantUsed = (grant: string) => void;

/** One action on one resource, both as the policy writes them. */
export const describeGrant = (roleName: string, action: string, resource: string): string =>
  `${roleName} may ${action} on ${resource}`;

/** All that the roles are allowed, so that what nobody uses can be named. */
export const grantsOf = (policies: readonly RolePolicy[]): readonly string[] =>
  policies.flatMap(({ roleName, policyName, document }) =>
    parsePolicy(`${roleName}/${policyName}`, document)
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions, resources }) =>
        actions.flatMap((action) => resources.map((resource) => describeGrant(roleName, action, resource))),
      ),
  );
