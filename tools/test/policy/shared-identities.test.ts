import { expect } from 'chai';
import { describe, it } from 'mocha';
import { emptySystem, type System } from '#tools/policy/rule.ts';
import { findSharedIdentities } from '#tools/policy/shared-identities.ts';

const systemWith = (type: string, values: object): System => ({
  ...emptySystem,
  resources: [{ address: 'one', type, values: { ...values } }],
});

/** A resource that differs between environments in a name or namespace, and how its identity reads. */
const cases: readonly (readonly [type: string, values: (environment: string) => object, identity: string])[] = [
  [
    'aws_cloudwatch_log_group',
    (environment) => ({ name: `/aws/lambda/${environment}` }),
    'aws_cloudwatch_log_group /aws/lambda/dev',
  ],
  ['aws_lambda_alias', (environment) => ({ function_name: environment, name: 'live' }), 'aws_lambda_alias dev live'],
  [
    'aws_cloudwatch_log_metric_filter',
    (environment) => ({ metric_transformation: [{ namespace: `N/${environment}`, name: 'Throttled' }] }),
    'metric N/dev Throttled {}',
  ],
  [
    'aws_cloudwatch_metric_alarm',
    (environment) => ({
      metric_query: [
        { metric: [{ namespace: `N/${environment}`, metric_name: 'Failed', dimensions: { service: 'log-event' } }] },
      ],
    }),
    'metric N/dev Failed {"service":"log-event"}',
  ],
  [
    'aws_lambda_function',
    (environment) => ({ environment: [{ variables: { POWERTOOLS_METRICS_NAMESPACE: `N/${environment}` } }] }),
    'metric N/dev',
  ],
  [
    'aws_cloudwatch_dashboard',
    (environment) => graph([`N/${environment}`, 'Failed', 'service', 'log-event', { stat: 'Sum' }]),
    'metric N/dev Failed {"service":"log-event"}',
  ],
  [
    'aws_cloudwatch_dashboard',
    (environment) => graph([{ expression: `SUM(SEARCH('{N/${environment},service}', 'Sum'))` }]),
    `metric SUM(SEARCH('{N/dev,service}', 'Sum'))`,
  ],
];

function graph(line: readonly unknown[]) {
  return { dashboard_body: { widgets: [{ properties: { metrics: [line] } }] } };
}

describe('findSharedIdentities', () => {
  for (const [type, values, identity] of cases) {
    it(`reports ${identity} of ${type} in two environments, and nothing if it differs`, () => {
      const dev = systemWith(type, values('dev'));

      expect(findSharedIdentities(dev, dev)).to.deep.equal([identity]);
      expect(findSharedIdentities(dev, systemWith(type, values('prod')))).to.deep.equal([]);
    });
  }

  it('ignores the throttles of an account, which no environment can have for itself', () => {
    const throttles = systemWith('aws_cloudwatch_dashboard', graph(['AWS/Lambda', 'Throttles', { stat: 'Sum' }]));

    expect(findSharedIdentities(throttles, throttles)).to.deep.equal([]);
  });
});
