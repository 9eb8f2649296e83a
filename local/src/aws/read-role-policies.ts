import type { Stack } from '#local/stack.ts';

/** An `aws_iam_role_policy` with its decoded document. */
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
