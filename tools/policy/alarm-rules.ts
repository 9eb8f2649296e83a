import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { type AlarmMetric, alarmMetrics } from './alarm-metrics.ts';
import { at, emptySystem, every, isText, ofType, type Rule, type System } from './rule.ts';

const lambda = 'aws_lambda_function';
const alarmTypes = ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'];

const namesARunbook = (description: unknown): boolean => {
  const path = /\bdocs\/runbooks\/[\w-]+\.md\b/.exec(String(description))?.[0];
  return path !== undefined && existsSync(join(rootFolder, path));
};

const hasAlarm = (system: System, metric: string, dimensions: Fields): boolean =>
  alarmMetrics(system).some((each) => each.name === metric && isDeepStrictEqual(each.dimensions, dimensions));

/** Whether a log filter or a function publishes this metric: namespace, name and dimensions. */
function isPublished(system: System, { namespace, name, dimensions }: AlarmMetric): boolean {
  const isFilterMetric = ofType(system, 'aws_cloudwatch_log_metric_filter').some(
    ({ values }) =>
      at(values, 'metric_transformation.0.namespace') === namespace &&
      at(values, 'metric_transformation.0.name') === name &&
      isDeepStrictEqual(fieldsOf(at(values, 'metric_transformation.0.dimensions') ?? {}), dimensions),
  );
  const isFunctionMetric = ofType(system, lambda).some(({ values }) => {
    const variables = fieldsOf(at(values, 'environment.0.variables') ?? {});
    return (
      variables['POWERTOOLS_METRICS_NAMESPACE'] === namespace &&
      isDeepStrictEqual(dimensions, { service: variables['POWERTOOLS_SERVICE_NAME'] })
    );
  });
  const isNamed = system.files.some(
    ({ path, text }) => path.startsWith('functions/src/') && new RegExp(`\\b${name}\\b`).test(text),
  );
  return isFilterMetric || (isFunctionMetric && isNamed);
}

/** Rules on alarms and the metrics they watch. */
export const alarmRules: readonly Rule[] = [
  every(
    ['X-09', 'every alarm names its runbook, notifies on ALARM and OK, and defines how it treats missing data'],
    alarmTypes,
    (alarm) =>
      listOf(alarm['alarm_actions']).length > 0 &&
      listOf(alarm['ok_actions']).length > 0 &&
      ('alarm_rule' in alarm || isText(alarm['treat_missing_data'])) &&
      namesARunbook(alarm['alarm_description']),
  ),
  every(
    ['X-10', 'every function has its own role and log group, a timeout below 10 s, and alarms on errors and throttles'],
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
        hasAlarm(system, 'Errors', { FunctionName: name }) &&
        hasAlarm(system, 'Throttles', {})
      );
    },
  ),
  {
    id: 'X-10-slow',
    title: 'the workflow has an alarm on the time to complete a submission, and the API has a latency alarm',
    reads: 'plan',
    findViolations: (system) => {
      const watched = alarmMetrics(system).map(({ namespace, name }) =>
        namespace.startsWith('AWS/') ? `${namespace} ${name}` : name,
      );
      return ['CompletionMillis', 'AWS/ApiGateway Latency'].filter((metric) => !watched.includes(metric));
    },
    counterexample: emptySystem,
  },
  {
    id: 'X-31',
    title: 'every alarm watches a metric of AWS, or one that a function or log filter of this environment publishes',
    reads: 'plan',
    findViolations: (system) =>
      alarmMetrics(system)
        .filter((metric) => !metric.namespace.startsWith('AWS/') && !isPublished(system, metric))
        .map(({ address, namespace, name }) => `${address}: ${namespace} ${name}`),
    counterexample: {
      ...emptySystem,
      files: [{ path: 'functions/src/ports.ts', text: "'Failed'" }],
      resources: [
        {
          address: 'log-event',
          type: lambda,
          values: {
            environment: [
              { variables: { POWERTOOLS_METRICS_NAMESPACE: 'CustomerIds/dev', POWERTOOLS_SERVICE_NAME: 'log-event' } },
            ],
          },
        },
        {
          address: 'bad',
          type: 'aws_cloudwatch_metric_alarm',
          values: { namespace: 'CustomerIds', metric_name: 'Failed', dimensions: { service: 'log-event' } },
        },
      ],
    },
  },
];
