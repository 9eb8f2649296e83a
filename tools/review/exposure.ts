// What a plan would open to others, or allow more widely than by name.
import { type Fields, isFields } from '#tools/lib/json.ts';
import { codes, wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import { policiesOf, type Statement, statementsOf } from './policy.ts';
import { openRoute, routesOf } from './routes.ts';

/** The actions for which AWS knows no resource that could be named: X-Ray, and setting up the delivery of logs. */
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
  const opened = openedBy[type]?.(after) ?? [];
  const isIdentity = /^aws_iam_(role|user|group)?_?policy$/.test(type);
  const allowed = policiesOf(after)
    .flatMap(statementsOf)
    .filter(({ allows }) => allows)
    .flatMap((statement) => [...letsInAnybody(statement), ...(isIdentity ? tooWide(statement) : [])]);
  return [...opened, ...allowed].map((sentence) => `${wholeCode(address)} ${sentence}`);
}

/** The types that can be open to the world, each with what is wrong when it is. */
const openedBy: Readonly<Record<string, (values: Fields) => readonly string[]>> = {
  aws_api_gateway_rest_api: ({ body }) => {
    if (!isFields(body)) return ['has routes that nobody can review: its document is known only after apply.'];
    const open = routesOf(body).filter(({ name, asksForKey }) => !asksForKey && name !== openRoute);
    return open.map(({ name }) => `answers ${wholeCode(name)} to everybody, without an API key.`);
  },
  aws_s3_bucket_public_access_block: (values) => {
    const switches = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
    const off = switches.filter((name) => values[name] !== true);
    return off.length > 0 ? [`leaves ${codes(off)} off: its bucket may become public.`] : [];
  },
  aws_s3_bucket_acl: ({ acl }) =>
    /public|authenticated/.test(String(acl)) ? [`opens its bucket to others: ${wholeCode(acl)}.`] : [],
  aws_lambda_function_url: ({ authorization_type }) =>
    authorization_type === 'NONE' ? ['lets everybody invoke its function over the internet.'] : [],
  aws_lambda_permission: ({ principal, source_arn, source_account }) =>
    principal === '*' || !(source_arn || source_account)
      ? [`lets ${wholeCode(principal)} invoke its function, whoever asks for it.`]
      : [],
};

const letsInAnybody = ({ principals, namesCallers, actions, conditions, inverted }: Statement): readonly string[] =>
  (principals.includes('*') && !namesCallers) || inverted.includes('NotPrincipal')
    ? [`lets anybody do ${codes(actions)}${conditions.length > 0 ? `, as long as ${conditions.join(' and ')}` : ''}.`]
    : [];

function tooWide({ actions, resources, inverted }: Statement): readonly string[] {
  const wildActions = actions.filter((action) => action.includes('*'));
  const wildResources = resources.filter((arn) => isWild(arn));
  const unnamed = actions.filter((action) => !actionsWithoutResource.includes(action));
  return [
    ...(wildActions.length > 0 ? [`allows actions by wildcard: ${codes(wildActions)}.`] : []),
    ...(wildResources.length > 0 && unnamed.length > 0 ? [`allows ${codes(unnamed)} on ${codes(wildResources)}.`] : []),
    ...(inverted.length > 0 ? [`allows all but what it names, by ${codes(inverted)}.`] : []),
  ];
}

/** All of everything, or all of one kind, such as `table/*`. */
const isWild = (arn: string): boolean => arn === '*' || /^arn:[^:]*:[^:]*:[^:]*:[^:]+:([a-z-]+[:/])?\*$/.test(arn);
