import type { Stack } from '#local/stack.ts';

/** One inline policy of a role: an `aws_iam_role_policy` of the stack, its document decoded. */
export interface RolePolicy {
  readonly roleName: string;
  readonly policyName: string;
  readonly document: unknown;
}

export const readRolePolicies = (stack: Stack): readonly RolePolicy[] =>
  stack.ofType('aws_iam_role_policy').map((values) => ({
    roleName: values.text('role'),
    policyName: values.text('name'),
    document: values.record('policy').fields,
  }));
