// Decides whether a principal may perform an action, as IAM does within one account.
import { conditionOperators } from './condition-operators.ts';
import { matchesAction, matchesArn } from './match.ts';
import type { Statement } from './policy-statements.ts';

export interface AccessRequest {
  /** ARN of the role or user. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request, such as aws:ResourceTag/Environment. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface Policies {
  readonly identity: readonly Statement[];
  /** A permissions boundary, if the principal has one. */
  readonly boundary?: readonly Statement[] | undefined;
  /** The policy of the resource, if it has one. */
  readonly resource?: readonly Statement[] | undefined;
}

/** An explicit deny overrides every allow. Without a deny, the boundary and the identity or resource policy must allow. */
export function isAllowed({ identity, boundary, resource }: Policies, request: AccessRequest): boolean {
  const context = toContext(request);
  const matching = (statements: readonly Statement[]) =>
    statements.filter((statement) => matchesRequest(statement, request, context)).map(({ effect }) => effect);
  const byIdentity = matching(identity);
  const byBoundary = boundary && matching(boundary);
  const byResource = matching(resource ?? []);
  if ([...byIdentity, ...(byBoundary ?? []), ...byResource].includes('Deny')) return false;
  return (byIdentity.length > 0 || byResource.length > 0) && (byBoundary === undefined || byBoundary.length > 0);
}

/** Condition keys are not case-sensitive. */
function toContext({ principal, context = {} }: AccessRequest): ReadonlyMap<string, string> {
  const defaults = { 'aws:PrincipalArn': principal, 'aws:SecureTransport': 'true' };
  return new Map(Object.entries({ ...defaults, ...context }).map(([key, value]) => [key.toLowerCase(), value]));
}

const matchesRequest = (
  statement: Statement,
  { principal, action, resource }: AccessRequest,
  context: ReadonlyMap<string, string>,
): boolean =>
  (statement.principals === undefined || statement.principals.some((each) => each === '*' || each === principal)) &&
  statement.actions.some((pattern) => matchesAction(pattern, action)) !== statement.exceptActions &&
  statement.resources.some((pattern) => matchesArn(pattern, resource)) !== statement.exceptResources &&
  statement.conditions.every(({ operator, key, values }) => conditionOperators[operator](context.get(key), values));
