import type { StackResource } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import { deriveCredentials } from './credentials.ts';
import { describeGrant, type OnGrantUsed } from './grants.ts';
import { matchesAction, matchesArn, meetsConditions, parsePolicy, type Statement } from './policy.ts';
import { AwsError, type Permission, type Principal } from './service.ts';

export interface Authorizer {
  /** Any access key that does not belong to a function belongs to the developer. */
  readonly findPrincipal: (accessKeyId: string) => Principal;
  /** Logs and throws AccessDeniedException unless the principal's policies allow the request. */
  readonly authorize: (principal: Principal, grant: Permission) => void;
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
  const roles = readRoles([...options.resources]);
  const byAccessKey = new Map(roles.map((role) => [deriveCredentials(role.functionName).accessKeyId, role]));
  const byFunction = new Map(roles.map((role) => [role.functionName, role]));
  const decide = rememberDecisions((functionName, grant, resource) =>
    evaluatePolicies(byFunction.get(functionName), grant, resource),
  );

  return {
    findPrincipal: (accessKeyId) => {
      const role = byAccessKey.get(accessKeyId);
      return role ? { kind: 'role', functionName: role.functionName, roleName: role.name } : { kind: 'developer' };
    },
    authorize: (principal, grant) => {
      if (principal.kind === 'developer') return;
      for (const resource of grant.resources) {
        const decision = decide(principal.functionName, grant, resource);
        if (decision.allowed) {
          options.onGrantUsed?.(decision.grant);
          continue;
        }
        options.log(`iam: access denied: ${principal.functionName} is not allowed to ${grant.action} on ${resource}`);
        throw accessDenied(
          byFunction.get(principal.functionName),
          principal.functionName,
          grant.action,
          resource,
          decision.reason,
        );
      }
    },
  };
}

type Decide = (functionName: string, grant: Permission, resource: string) => Decision;

/** Functions repeat the same few requests. The decision on one with condition keys depends on their values, too. */
function rememberDecisions(decide: Decide): Decide {
  const decisions = new Map<string, Decision>();
  return (functionName, grant, resource) => {
    if (grant.context) return decide(functionName, grant, resource);
    const key = `${functionName} ${grant.action} ${resource}`;
    const decision = decisions.get(key) ?? decide(functionName, grant, resource);
    // Only what the policies name: other resources are chosen by the caller and have no bound.
    if (decision.allowed) decisions.set(key, decision);
    return decision;
  };
}

type Decision =
  | { readonly allowed: true; readonly grant: string }
  | { readonly allowed: false; readonly reason: string };

/** An explicit deny overrides any allow; the default is deny. */
function evaluatePolicies(role: Role | undefined, grant: Permission, resource: string): Decision {
  const matching = (role?.statements ?? []).flatMap((statement) => matchStatement(statement, grant, resource));
  if (matching.some(({ effect }) => effect === 'Deny')) {
    return { allowed: false, reason: 'with an explicit deny in an identity-based policy' };
  }
  const allow = matching[0];
  if (!role || !allow) {
    return { allowed: false, reason: `because no identity-based policy allows the ${grant.action} action` };
  }
  return { allowed: true, grant: describeGrant(role.name, allow.action, allow.resource) };
}

function matchStatement(statement: Statement, grant: Permission, resource: string) {
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

function readRoles(resources: readonly StackResource[]): readonly Role[] {
  const policies = resources.filter(({ type }) => type === 'aws_iam_role_policy');
  return resources
    .filter(({ type }) => type === 'aws_lambda_function')
    .map(({ values }) => {
      const functionName = text(values, 'function_name');
      const arn = text(values, 'role');
      const name = arn.slice(arn.lastIndexOf('/') + 1);
      const rolePolicies = policies.filter((policy) => policy.values['role'] === name);
      const statements = rolePolicies.flatMap((policy) =>
        parsePolicy(`${name}/${text(policy.values, 'name')}`, policy.values['policy']),
      );
      return { name, arn, functionName, statements };
    });
}

function text(values: StackResource['values'], attribute: string): string {
  const value = values[attribute];
  if (typeof value !== 'string')
    throw new StartError(
      `stack.json has a function or policy without a string "${attribute}". Regenerate it with \`make stack\`.`,
    );
  return value;
}
