import { matchesAction, matchesArn, parsePolicy } from './policy.ts';

/** One inline policy of a role: an `aws_iam_role_policy` of the stack, its document decoded. */
export interface RolePolicy {
  readonly roleName: string;
  readonly policyName: string;
  readonly document: unknown;
}

/** Whether a service that has taken on the role may do this. Nobody may without a role. */
export type RoleAllows = (roleArn: string | undefined, action: string, resource: string) => boolean;

/** A statement with a condition never fits: nothing that services do here has values for one. */
export function createRoleAllows(policies: readonly RolePolicy[]): RoleAllows {
  const statements = policies.flatMap(({ roleName, policyName, document }) =>
    parsePolicy(`${roleName}/${policyName}`, document).map((statement) => ({ roleName, ...statement })),
  );
  return (roleArn, action, resource) => {
    const roleName = roleArn?.slice(roleArn.lastIndexOf('/') + 1);
    const fitting = statements.filter(
      (statement) =>
        statement.roleName === roleName &&
        statement.conditions.length === 0 &&
        statement.actions.some((pattern) => matchesAction(pattern, action)) &&
        statement.resources.some((pattern) => matchesArn(pattern, resource)),
    );
    return fitting.length > 0 && fitting.every(({ effect }) => effect === 'Allow');
  };
}
