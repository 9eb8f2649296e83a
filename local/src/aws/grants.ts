import { parsePolicy } from './policy.ts';
import type { RolePolicy } from './read-role-policies.ts';

/** Called with each grant that allowed a request, in the format of `describeGrant`. */
export type OnGrantUsed = (grant: string) => void;

/** `action` and `resource` are the patterns in the policy. */
export const describeGrant = (roleName: string, action: string, resource: string): string =>
  `${roleName} may ${action} on ${resource}`;

/** Lists every grant of the roles, so that a test can find unused ones. */
export const listGrants = (policies: readonly RolePolicy[]): readonly string[] =>
  policies.flatMap(({ roleName, policyName, document }) =>
    parsePolicy(`${roleName}/${policyName}`, document)
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions, resources }) =>
        actions.flatMap((action) => resources.map((resource) => describeGrant(roleName, action, resource))),
      ),
  );
