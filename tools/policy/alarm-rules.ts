import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Fields, listOf } from '#tools/lib/json.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { metricsOf } from './alarm-metrics.ts';
import { at, emptySystem, every, isText, ofType, type Rule, type System } from './rule.ts';

const lambda = 'aws_lambda_function';
const alarmTypes = ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'];

const namesARunbook = (description: unknown): boolean => {
  const path = /\bdocs\/runbooks\/[\w-]+\.md\b/.exec(String(description))?.[0];
  return path !== undefined && existsSync(join(rootFolder, path));
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

/** Rules on what rings, and for what. */
export const alarmRules: readonly Rule[] = [
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
];
