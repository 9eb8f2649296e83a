// Finds resources that a plan makes public, and permissions that are too wide.
import { type Fields, isFields } from '#tools/lib/json.ts';
import { codes, wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import { listPolicies, parseStatements, type Statement } from './policy.ts';
import { listRoutes, openRoute } from './routes.ts';

/** Actions without resource-level permissions: X-Ray, and the setup of log delivery. */
export const actionsWithoutResource: readonly string[] = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

export function exposure({ address, type, action, after }: PlannedResource): readonly string[] {
  if (type === 'aws_s3_bucket_public_access_block' && action === 'destroy') {
    return [`${wholeCode(address)} is destroyed: its bucket may become public.`];
  }
  if (!after) return [];
  const opened = findPublicAccess[type]?.(after) ?? [];
  const isIdentity = /^aws_iam_(role|user|group)?_?policy$/.test(type);
  const allowed = listPolicies(after)
    .flatMap(parseStatements)
    .filter(({ allows }) => allows)
    .flatMap((statement) => [...findPublicStatements(statement), ...(isIdentity ? findWildcards(statement) : [])]);
  return [...opened, ...allowed].map((sentence) => `${wholeCode(address)} ${sentence}`);
}

/** The resource types that can be public, with the problems found. */
const findPublicAccess: Readonly<Record<string, (values: Fields) => readonly string[]>> = {
  aws_api_gateway_rest_api: ({ body }) => {
    if (!isFields(body)) return ['has routes that cannot be reviewed, because its body is known only after apply.'];
    const open = listRoutes(body).filter(({ name, requiresKey }) => !requiresKey && name !== openRoute);
    return open.map(({ name }) => `makes ${wholeCode(name)} public, without an API key.`);
  },
  aws_s3_bucket_public_access_block: (values) => {
    const switches = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
    const off = switches.filter((name) => values[name] !== true);
    return off.length > 0 ? [`leaves ${codes(off)} off: its bucket may become public.`] : [];
  },
  aws_s3_bucket_acl: ({ acl }) =>
    /public|authenticated/.test(String(acl)) ? [`makes its bucket public with the ACL ${wholeCode(acl)}.`] : [],
  aws_lambda_function_url: ({ authorization_type }) =>
    authorization_type === 'NONE' ? ['lets everyone invoke its function over the internet.'] : [],
  aws_lambda_permission: ({ principal, source_arn, source_account }) =>
    principal === '*' || !(source_arn || source_account)
      ? [`lets ${wholeCode(principal)} invoke its function from any source.`]
      : [],
};

const findPublicStatements = ({
  principals,
  restrictsCallers,
  actions,
  conditions,
  inverted,
}: Statement): readonly string[] =>
  (principals.includes('*') && !restrictsCallers) || inverted.includes('NotPrincipal')
    ? [`lets everyone do ${codes(actions)}${conditions.length > 0 ? ` if ${conditions.join(' and ')}` : ''}.`]
    : [];

function findWildcards({ actions, resources, inverted }: Statement): readonly string[] {
  const wildcardActions = actions.filter((action) => action.includes('*'));
  const wildcardResources = resources.filter((arn) => isWildcard(arn));
  const unnamed = actions.filter((action) => !actionsWithoutResource.includes(action));
  return [
    ...(wildcardActions.length > 0 ? [`allows actions by wildcard: ${codes(wildcardActions)}.`] : []),
    ...(wildcardResources.length > 0 && unnamed.length > 0
      ? [`allows ${codes(unnamed)} on ${codes(wildcardResources)}.`]
      : []),
    ...(inverted.length > 0 ? [`allows everything except what ${codes(inverted)} lists.`] : []),
  ];
}

/** Everything, or every resource of a kind, such as `table/*`. */
const isWildcard = (arn: string): boolean => arn === '*' || /^arn:[^:]*:[^:]*:[^:]*:[^:]+:([a-z-]+[:/])?\*$/.test(arn);
