import { describeGrant, type OnGrantUsed } from './grants.ts';
import { matchesAction, matchesArn, parsePolicy } from './policy.ts';
import type { RolePolicy } from './read-role-policies.ts';

/** Checks whether a service that assumed the role may perform the action. Always false without a role. */
export type IsRoleAllowed = (roleArn: string | undefined, action: string, resource: string) => boolean;

/** Statements with conditions never match, because these calls have no condition context. */
export function createRolePermissions(policies: readonly RolePolicy[], onGrantUsed?: OnGrantUsed): IsRoleAllowed {
  const statements = policies.flatMap(({ roleName, policyName, document }) =>
    parsePolicy(`${roleName}/${policyName}`, document).map((statement) => ({ roleName, ...statement })),
  );
  return (roleArn, action, resource) => {
    const roleName = roleArn?.slice(roleArn.lastIndexOf('/') + 1);
    const matching = statements
      .filter((statement) => statement.roleName === roleName && statement.conditions.length === 0)
      .flatMap(({ effect, actions, resources }) => {
        const granted = actions.find((pattern) => matchesAction(pattern, action));
        const on = resources.find((pattern) => matchesArn(pattern, resource));
        return granted && on ? [{ effect, grant: describeGrant(String(roleName), granted, on) }] : [];
      });
    const isAllowed = matching.length > 0 && matching.every(({ effect }) => effect === 'Allow');
    if (isAllowed) for (const { grant } of matching) onGrantUsed?.(grant);
    return isAllowed;
  };
}
