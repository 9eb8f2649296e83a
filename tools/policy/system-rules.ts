import { actionsWithoutResource } from '#tools/review/exposure.ts';
import { allowing } from './policy-document.ts';
import { at, emptySystem, every, everyBlock, isText, ofType, type Rule } from './rule.ts';

const lambda = 'aws_lambda_function';

/** The day on which AWS stops to support a runtime, as announced in its documentation. */
const endOfSupport: Readonly<Record<string, string>> = {
  'nodejs22.x': '2027-04-30',
  'nodejs24.x': '2028-04-30',
};
const daysUntilEnd = (runtime: unknown): number =>
  (Date.parse(endOfSupport[String(runtime)] ?? '') - Date.now()) / 86_400_000;

/** Rules on functions, roles, the plan of use, and on the system as a whole. */
export const systemRules: readonly Rule[] = [
  every(
    ['X-06', 'a function is invoked through its alias, from one route or rule'],
    'aws_lambda_permission',
    ({ principal, qualifier, source_arn: arn }) =>
      isText(qualifier) &&
      (principal === 'apigateway.amazonaws.com'
        ? /:[\w]+\/api\/[A-Z]+\/[\w*/-]+$/.test(String(arn))
        : /:rule\/[\w/-]+$/.test(String(arn))),
    { bad: { principal: 'apigateway.amazonaws.com', qualifier: 'live', source_arn: 'arn:aws:execute-api:::abc/*/*' } },
  ),
  {
    id: 'X-11',
    says: 'no role may do anything on everything but what knows no resource',
    reads: 'plan',
    faultsIn: (system) =>
      ofType(system, 'aws_iam_role_policy').flatMap(({ address, values }) =>
        allowing(values['policy'])
          .filter(({ resources }) => resources.includes('*'))
          .flatMap(({ actions }) => actions)
          .filter((action) => !actionsWithoutResource.includes(action))
          .map((action) => `${address}: ${action}`),
      ),
    counterexample: {
      ...emptySystem,
      resources: [
        {
          address: 'bad',
          type: 'aws_iam_role_policy',
          values: { policy: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: '*' }] } },
        },
      ],
    },
  },
  every(
    ['X-13', 'every table refuses to be deleted and can be brought back'],
    'aws_dynamodb_table',
    (table) => table['deletion_protection_enabled'] === true && at(table, 'point_in_time_recovery.0.enabled') === true,
  ),
  every(
    ['X-14', 'every runtime is supported for 90 days at least'],
    lambda,
    ({ runtime }) => daysUntilEnd(runtime) >= 90,
    { bad: { runtime: 'nodejs18.x' } },
  ),
  every(
    ['X-21', 'alarms reach their topic: it has no key, or one of ours'],
    'aws_sns_topic',
    ({ kms_master_key_id: key }, system) =>
      key === undefined ||
      ofType(system, 'aws_kms_key').some(({ values }) => {
        const admitted = allowing(values['policy']).filter(({ principals }) =>
          principals.includes('cloudwatch.amazonaws.com'),
        );
        return (
          values['arn'] === key &&
          admitted.length > 0 &&
          admitted.every(({ condition }) => isText(at(condition, 'StringEquals.aws:SourceAccount')))
        );
      }),
    { bad: { kms_master_key_id: 'alias/aws/sns' } },
  ),
  {
    id: 'X-22',
    says: 'every key is in a plan with a rate and a quota, and the plan is that of a stage',
    reads: 'plan',
    faultsIn: (system) => {
      const plans = ofType(system, 'aws_api_gateway_usage_plan');
      const inPlan = ofType(system, 'aws_api_gateway_usage_plan_key').map(({ values }) => values['key_id']);
      const limits = ['throttle_settings.0.rate_limit', 'throttle_settings.0.burst_limit', 'quota_settings.0.limit'];
      return [
        ...plans.filter(
          ({ values }) =>
            !limits.every((path) => Number(at(values, path)) > 0) || !isText(at(values, 'api_stages.0.stage')),
        ),
        ...ofType(system, 'aws_api_gateway_api_key').filter(({ values }) => !inPlan.includes(values['id'])),
      ].map(({ address }) => address);
    },
    counterexample: {
      ...emptySystem,
      resources: [{ address: 'bad', type: 'aws_api_gateway_api_key', values: { id: 'a' } }],
    },
  },
  everyBlock(
    ['X-25', 'no key is given a value, which would stand in the state and every plan'],
    ['resource', 'aws_api_gateway_api_key'],
    (body) => !('value' in body),
    { bad: { value: 'secret' } },
  ),
  everyBlock(
    ['X-23', 'a role for tokens trusts exact subjects for an hour, and every role has room for a boundary'],
    ['resource', 'aws_iam_role'],
    (body) => {
      const trust = String(body['assume_role_policy']);
      const isForTokens = trust.includes('AssumeRoleWithWebIdentity');
      const isExact =
        trust.includes('StringEquals') &&
        !trust.includes('StringLike') &&
        trust.includes(':sub"') &&
        /:aud" *= *"sts\.amazonaws\.com"/.test(trust);
      return 'permissions_boundary' in body && (!isForTokens || (isExact && body['max_session_duration'] === 3600));
    },
  ),
  {
    id: 'X-30',
    says: 'every provider tags what it makes with project and environment',
    reads: 'sources',
    faultsIn: ({ hcl }) =>
      hcl
        .filter(({ kind, body }) => kind === 'provider' && !/tags/.test(JSON.stringify(body['default_tags'] ?? '')))
        .map(({ path, labels }) => `${path}: ${labels.join('.')}`),
    counterexample: { ...emptySystem, hcl: [{ path: 'bad.tf', kind: 'provider', labels: ['aws'], body: {} }] },
  },
  every(
    ['X-32', 'the logs of API and workflow stand under one prefix, and those of functions under theirs'],
    'aws_cloudwatch_log_group',
    ({ name }) =>
      /^(\/aws\/vendedlogs\/customer-ids-|\/aws\/lambda\/customer-ids-|API-Gateway-Execution-Logs_|aws-waf-logs-customer-ids-)/.test(
        String(name),
      ),
    { bad: { name: '/somewhere' } },
  ),
];
