import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Fields, listOf } from '#infra/json.ts';
import { actionsWithoutResource } from '#infra/review/exposure.ts';
import { infraFolder } from '#infra/terraform.ts';
import { allowing } from './policy-document.ts';
import { at, emptySystem, every, everyBlock, isText, ofType, type Rule, type System } from './rule.ts';
import { metricsOf } from './workflow-rules.ts';

const lambda = 'aws_lambda_function';
const alarmTypes = ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'];

/** The day on which AWS stops to support a runtime, as announced in its documentation. */
const endOfSupport: Readonly<Record<string, string>> = {
  'nodejs22.x': '2027-04-30',
  'nodejs24.x': '2028-04-30',
};
const daysUntilEnd = (runtime: unknown): number =>
  (Date.parse(endOfSupport[String(runtime)] ?? '') - Date.now()) / 86_400_000;

const namesARunbook = (description: unknown): boolean => {
  const path = /\bdocs\/runbooks\/[\w-]+\.md\b/.exec(String(description))?.[0];
  return path !== undefined && existsSync(join(infraFolder, '..', path));
};

const ringsFor = (system: System, metric: string, dimensions: Fields): boolean =>
  metricsOf(system).some((each) => each.name === metric && isDeepStrictEqual(each.dimensions, dimensions));

/** Metrics that functions write, and those that filters count in a log. */
function isWritten(system: System, name: string): boolean {
  const filters = ofType(system, 'aws_cloudwatch_log_metric_filter');
  return (
    filters.some(({ values }) => at(values, 'metric_transformation.0.name') === name) ||
    system.files.some(({ path, text }) => path.startsWith('functions/src/') && new RegExp(`\\b${name}\\b`).test(text))
  );
}

/** Rules on functions, alarms, the plan of use, and on the system as a whole. */
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
  every(
    ['X-09', 'every alarm says what is wrong and what to do, and rings when it is over too'],
    alarmTypes,
    (alarm) =>
      listOf(alarm['alarm_actions']).length > 0 &&
      listOf(alarm['ok_actions']).length > 0 &&
      ('alarm_rule' in alarm || isText(alarm['treat_missing_data'])) &&
      namesARunbook(alarm['alarm_description']),
  ),
  every(
    [
      'X-10',
      'every function has its own role and log, ends before its caller, and rings when it fails or is turned away',
    ],
    lambda,
    (values, system) => {
      const { function_name: name, role, timeout } = values;
      const log = at(values, 'logging_config.0.log_group');
      const sharing = ofType(system, lambda).filter(
        (other) => other.values['role'] === role || at(other.values, 'logging_config.0.log_group') === log,
      );
      return (
        sharing.length === 1 &&
        Number(timeout) < 10 &&
        ringsFor(system, 'Errors', { FunctionName: name }) &&
        ringsFor(system, 'Throttles', {})
      );
    },
  ),
  {
    id: 'X-10-slow',
    says: 'slowness rings: that of a workflow step by itself, that of an operation as the latency of the API',
    reads: 'plan',
    faultsIn: (system) => {
      const asked = ofType(system, 'aws_lambda_permission')
        .filter(({ values }) => values['principal'] === 'apigateway.amazonaws.com')
        .map(({ values }) => values['function_name']);
      const silent = ofType(system, lambda).filter(
        ({ values: { function_name: name } }) =>
          !asked.includes(name) && !ringsFor(system, 'Duration', { FunctionName: name }),
      );
      const latency = metricsOf(system).some(
        ({ namespace, name }) => namespace === 'AWS/ApiGateway' && name === 'Latency',
      );
      return [...silent.map(({ address }) => address), ...(latency ? [] : ['Latency of the API'])];
    },
    counterexample: emptySystem,
  },
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
  {
    id: 'X-31',
    says: 'every metric that an alarm looks at is one of AWS or one that a function writes',
    reads: 'plan',
    faultsIn: (system) =>
      metricsOf(system)
        .filter(({ namespace, name }) => !namespace.startsWith('AWS/') && !isWritten(system, name))
        .map(({ address, name }) => `${address}: ${name}`),
    counterexample: {
      ...emptySystem,
      resources: [
        {
          address: 'bad',
          type: 'aws_cloudwatch_metric_alarm',
          values: { namespace: 'CustomerIds', metric_name: 'Nothing' },
        },
      ],
    },
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
