import { actionsWithoutResource } from '#tools/review/exposure.ts';
import { allowStatements } from './policy-document.ts';
import { at, emptySystem, every, everyBlock, isText, ofType, type Rule } from './rule.ts';

const lambda = 'aws_lambda_function';

/** When AWS ends support for a runtime, from its documentation. */
const endOfSupport: Readonly<Record<string, string>> = {
  'nodejs22.x': '2027-04-30',
  'nodejs24.x': '2028-04-30',
};
const daysUntilEnd = (runtime: unknown): number =>
  (Date.parse(endOfSupport[String(runtime)] ?? '') - Date.now()) / 86_400_000;

/** Rules on functions, roles and the system as a whole. */
export const systemRules: readonly Rule[] = [
  every(
    ['X-06', 'every function permission covers one alias and one route or rule'],
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
    title: 'no role policy uses Resource "*" for an action that supports resources',
    reads: 'plan',
    findViolations: (system) =>
      ofType(system, 'aws_iam_role_policy').flatMap(({ address, values }) =>
        allowStatements(values['policy'])
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
    ['X-13', 'every table has deletion protection and point-in-time recovery'],
    'aws_dynamodb_table',
    (table) => table['deletion_protection_enabled'] === true && at(table, 'point_in_time_recovery.0.enabled') === true,
  ),
  every(
    ['X-14', 'AWS supports every runtime for at least 90 more days'],
    lambda,
    ({ runtime }) => daysUntilEnd(runtime) >= 90,
    { bad: { runtime: 'nodejs18.x' } },
  ),
  every(
    ['X-21', 'CloudWatch can publish to the alarm topic: no key, or a key whose policy admits it'],
    'aws_sns_topic',
    ({ kms_master_key_id: key }, system) =>
      key === undefined ||
      ofType(system, 'aws_kms_key').some(({ values }) => {
        const grants = allowStatements(values['policy']).filter(({ principals }) =>
          principals.includes('cloudwatch.amazonaws.com'),
        );
        return (
          values['arn'] === key &&
          grants.length > 0 &&
          grants.every(({ condition }) => isText(at(condition, 'StringEquals.aws:SourceAccount')))
        );
      }),
    { bad: { kms_master_key_id: 'alias/aws/sns' } },
  ),
  everyBlock(
    ['X-23', 'OIDC roles trust exact subjects for one hour, and every role accepts a permissions boundary'],
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
    title: 'every provider sets default tags',
    reads: 'sources',
    findViolations: ({ hcl }) =>
      hcl
        .filter(({ kind, body }) => kind === 'provider' && !/tags/.test(JSON.stringify(body['default_tags'] ?? '')))
        .map(({ path, labels }) => `${path}: ${labels.join('.')}`),
    counterexample: { ...emptySystem, hcl: [{ path: 'bad.tf', kind: 'provider', labels: ['aws'], body: {} }] },
  },
  every(
    ['X-32', 'every log group has one of the agreed name prefixes'],
    'aws_cloudwatch_log_group',
    ({ name }) =>
      /^(\/aws\/vendedlogs\/customer-ids-|\/aws\/lambda\/customer-ids-|API-Gateway-Execution-Logs_|aws-waf-logs-customer-ids-)/.test(
        String(name),
      ),
    { bad: { name: '/somewhere' } },
  ),
];
