import { describeGrant, type OnGrantUsed } from './grants.ts';
import { matchesAction, matchesArn, parsePolicy } from './policy.ts';
import type { RolePolicy } from './read-role-policies.ts';

/** Whether a service that has taken on the role may do this. Nobody may without a role. */
export type RoleAllows = (roleArn: string | undefined, action: string, resource: string) => boolean;

/** A statement with a condition never fits: nothing that services do here has values for one. */
export function createRoleAllows(policies: readonly RolePolicy[], onGrantUsed?: OnGrantUsed): RoleAllows {
  const statements = policies.flatMap(({ roleName, policyName, document }) =>
    parsePolicy(`${roleName}/${policyName}`, document).map((statement) => ({ roleName, ...statement })),
  );
  return (roleArn, action, resource) => {
    const roleName = roleArn?.slice(roleArn.lastIndexOf('/') + 1);
    const fitting = statements
      .filter((statement) => statement.roleName === roleName && statement.conditions.length === 0)
      .flatMap(({ effect, actions, resources }) => {
        const granted = actions.find((pattern) => matchesAction(pattern, action));
        const on = resources.find((pattern) => matchesArn(pattern, resource));
        return granted && on ? [{ effect, grant: describeGrant(String(roleName), granted, on) }] : [];
      });
    const isAllowed = fitting.length > 0 && fitting.every(({ effect }) => effect === 'Allow');
    if (isAllowed) for (const { grant } of fitting) onGrantUsed?.(grant);
    return isAllowed;
  };
}
