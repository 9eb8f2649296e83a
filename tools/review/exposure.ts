// Finds resources that a plan opens to the public or to other accounts, and permissions that are too wide.
import { type Fields, isFields, textsOf } from '#tools/lib/json.ts';
import { isForeignPrincipal, isForeignSource } from './account.ts';
import { codes, wholeCode } from './markdown.ts';
import { type PlannedResource, unknown } from './plan.ts';
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

/** The only managed policy of the stack: it lets API Gateway write logs. */
const expectedManagedPolicy = /^arn:[a-z-]+:iam::aws:policy\/service-role\/AmazonAPIGatewayPushToCloudWatchLogs$/;

type Account = string | undefined;

export const findExposure =
  (account: Account) =>
  ({ address, type, action, after }: PlannedResource): readonly string[] => {
    if (type === 'aws_s3_bucket_public_access_block' && action === 'destroy') {
      return [`${wholeCode(address)} is destroyed: its bucket may become public.`];
    }
    if (!after) return [];
    const opened = findOpenAccess[type]?.(after, account) ?? [];
    const isIdentity = /^aws_iam_(role|user|group|(role_|user_|group_)?policy)$/.test(type);
    const allowed = listPolicies(after)
      .flatMap(parseStatements)
      .filter(({ allows }) => allows)
      .flatMap((statement) => [
        ...findOpenStatements(statement, account),
        ...(isIdentity && statement.principals.length === 0 ? findWildcards(statement) : []),
      ]);
    return [...opened, ...allowed].map((sentence) => `${wholeCode(address)} ${sentence}`);
  };

const attachedPolicy = ({ policy_arn: policy }: Fields): readonly string[] => attaches([String(policy)]);

const attaches = (policies: readonly string[]): readonly string[] =>
  policies
    .filter((policy) => !expectedManagedPolicy.test(policy))
    .map((policy) => `attaches ${wholeCode(policy)}, whose permissions are not in this review.`);

/** The resource types that can be open, with the problems found. */
const findOpenAccess: Readonly<Record<string, (values: Fields, account: Account) => readonly string[]>> = {
  aws_iam_group_policy_attachment: attachedPolicy,
  aws_iam_policy_attachment: attachedPolicy,
  aws_iam_role_policy_attachment: attachedPolicy,
  aws_iam_user_policy_attachment: attachedPolicy,
  // AWS computes the list if it is not set.
  aws_iam_role: ({ managed_policy_arns: policies }) => (policies === unknown ? [] : attaches(textsOf(policies))),
  aws_kms_grant: ({ grantee_principal: grantee, operations }) => [
    `lets ${wholeCode(grantee)} do ${codes(textsOf(operations))} with its key, beside the key policy.`,
  ],
  aws_lambda_layer_version_permission: ({ principal }, account) =>
    principal === '*' || isForeignPrincipal(String(principal), account)
      ? [`lets ${wholeCode(principal)} download its layer.`]
      : [],
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
  aws_lambda_permission: (values, account) => {
    const { principal, source_arn, source_account, principal_org_id } = values;
    const sources = [source_arn, source_account].filter((source) => source).map(String);
    if (principal === '*' || sources.length === 0) {
      return [`lets ${wholeCode(principal)} invoke its function from any source.`];
    }
    const foreign = [
      ...[String(principal)].filter((each) => isForeignPrincipal(each, account)),
      ...sources.filter((source) => isForeignSource(source, account)),
      ...(principal_org_id ? [principal_org_id] : []),
    ];
    return foreign.length > 0 ? [`lets ${codes(foreign)}, outside this account, invoke its function.`] : [];
  },
};

function findOpenStatements(statement: Statement, account: Account): readonly string[] {
  const { principals, callerConditions, actions, conditions, inverted } = statement;
  const isForeign = (source: string) => isForeignSource(source, account);
  const isRestricted = callerConditions.some(({ isExact, values }) => isExact && !values.some(isForeign));
  const condition = conditions.length > 0 ? ` if ${conditions.join(' and ')}` : '';
  if ((principals.includes('*') && !isRestricted) || inverted.includes('NotPrincipal')) {
    return [`lets everyone do ${codes(actions)}${condition}.`];
  }
  const foreign = [
    ...principals.filter((principal) => isForeignPrincipal(principal, account)),
    ...(isRestricted ? [] : callerConditions.flatMap(({ values }) => values.filter(isForeign))),
  ];
  return foreign.length > 0 ? [`lets ${codes(foreign)}, outside this account, do ${codes(actions)}${condition}.`] : [];
}

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
