import type { StackResource } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import { credentialsOf } from './credentials.ts';
import { describeGrant, type OnGrantUsed } from './grants.ts';
import { matchesAction, matchesArn, meetsConditions, parsePolicy, type Statement } from './policy.ts';
import { AwsError, type Grant, type Principal } from './service.ts';

export interface Authorizer {
  /** Who owns this access key id; a key of no function is the developer's. */
  readonly principalOf: (accessKeyId: string) => Principal;
  /** Throws AccessDeniedException, and logs it, unless the principal's policies allow the grant. */
  readonly authorize: (principal: Principal, grant: Grant) => void;
}

interface Role {
  readonly name: string;
  readonly arn: string;
  readonly functionName: string;
  readonly statements: readonly Statement[];
}

export function createAuthorizer(options: {
  readonly resources: Iterable<StackResource>;
  readonly log: (line: string) => void;
  readonly onGrantUsed?: OnGrantUsed | undefined;
}): Authorizer {
  const roles = rolesOf([...options.resources]);
  const byAccessKey = new Map(roles.map((role) => [credentialsOf(role.functionName).accessKeyId, role]));
  const byFunction = new Map(roles.map((role) => [role.functionName, role]));

  return {
    principalOf: (accessKeyId) => {
      const role = byAccessKey.get(accessKeyId);
      return role ? { kind: 'role', functionName: role.functionName, roleName: role.name } : { kind: 'developer' };
    },
    authorize: (principal, grant) => {
      if (principal.kind === 'developer') return;
      const role = byFunction.get(principal.functionName);
      for (const resource of grant.resources) {
        const verdict = judge(role, grant, resource);
        if (verdict.allowed) {
          options.onGrantUsed?.(verdict.grant);
          continue;
        }
        options.log(`access denied: ${principal.functionName} may not ${grant.action} on ${resource}`);
        throw accessDenied(role, principal.functionName, grant.action, resource, verdict.reason);
      }
    },
  };
}

type Verdict =
  | { readonly allowed: true; readonly grant: string }
  | { readonly allowed: false; readonly reason: string };

/** As on AWS: an explicit deny wins, and what no statement allows is denied. */
function judge(role: Role | undefined, grant: Grant, resource: string): Verdict {
  const matching = (role?.statements ?? []).flatMap((statement) => match(statement, grant, resource));
  if (matching.some(({ effect }) => effect === 'Deny')) {
    return { allowed: false, reason: 'with an explicit deny in an identity-based policy' };
  }
  const allow = matching[0];
  if (!role || !allow) {
    return { allowed: false, reason: `because no identity-based policy allows the ${grant.action} action` };
  }
  return { allowed: true, grant: describeGrant(role.name, allow.action, allow.resource) };
}

/** The statement's own action and resource patterns that fit, or nothing. */
function match(statement: Statement, grant: Grant, resource: string) {
  const action = statement.actions.find((pattern) => matchesAction(pattern, grant.action));
  const arn = statement.resources.find((pattern) => matchesArn(pattern, resource));
  if (action === undefined || arn === undefined || !meetsConditions(statement, grant.context ?? {})) return [];
  return [{ effect: statement.effect, action, resource: arn }];
}

function accessDenied(role: Role | undefined, functionName: string, action: string, resource: string, reason: string) {
  const user = role
    ? `${role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${functionName}`
    : functionName;
  return new AwsError(
    'AccessDeniedException',
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  );
}

function rolesOf(resources: readonly StackResource[]): readonly Role[] {
  const policies = resources.filter(({ type }) => type === 'aws_iam_role_policy');
  return resources
    .filter(({ type }) => type === 'aws_lambda_function')
    .map(({ values }) => {
      const functionName = text(values, 'function_name');
      const arn = text(values, 'role');
      const name = arn.slice(arn.lastIndexOf('/') + 1);
      const own = policies.filter((policy) => policy.values['role'] === name);
      const statements = own.flatMap((policy) =>
        parsePolicy(`${name}/${text(policy.values, 'name')}`, policy.values['policy']),
      );
      return { name, arn, functionName, statements };
    });
}

function text(values: StackResource['values'], attribute: string): string {
  const value = values[attribute];
  if (typeof value !== 'string')
    throw new StartError(`The stack has a function or policy without a known "${attribute}".`);
  return value;
}
