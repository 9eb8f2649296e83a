import type { Stack } from '#local/stack.ts';
import type { RolePolicy } from './role-allows.ts';

export const readRolePolicies = (stack: Stack): readonly RolePolicy[] =>
  stack.ofType('aws_iam_role_policy').map((values) => ({
    roleName: values.text('role'),
    policyName: values.text('name'),
    document: values.record('policy').fields,
  }));
