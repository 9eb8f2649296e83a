import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { alarmMetrics } from './alarm-metrics.ts';
import { at, isText, ofType, type System } from './rule.ts';

/** The attributes that name a resource, together with those that name what it belongs to. */
const namingAttributes = [
  'alarm_name',
  'bucket',
  'dashboard_name',
  'event_bus_name',
  'function_name',
  'key',
  'log_group_name',
  'name',
  'role',
  'rule',
  'statement_id',
  'target_id',
];

/** CloudWatch adds up the throttles of an account, which share one concurrency limit; no environment can have its own. */
const accountMetrics = new Set(['metric AWS/Lambda Throttles {}']);

/** Names and metrics that two environments in the same account and region would both use. */
export function findSharedIdentities(one: System, other: System): readonly string[] {
  const others = new Set(listIdentities(other));
  return listIdentities(one).filter((identity) => others.has(identity));
}

export function listIdentities(system: System): readonly string[] {
  const identities = new Set([
    ...system.resources.flatMap(({ type, values }) => nameResource(type, values)),
    ...listMetrics(system).map((metric) => `metric ${metric}`),
  ]);
  return [...identities].filter((identity) => !accountMetrics.has(identity)).sort();
}

function nameResource(type: string, values: Fields): readonly string[] {
  const names = namingAttributes.map((attribute) => values[attribute]).filter(isText);
  return names.length > 0 ? [[type, ...names].join(' ')] : [];
}

/** Metrics that functions and log filters write, and those that alarms and graphs read. */
const listMetrics = (system: System): readonly string[] => [
  ...alarmMetrics(system).map(({ namespace, name, dimensions }) => formatMetric(namespace, name, dimensions)),
  ...ofType(system, 'aws_cloudwatch_log_metric_filter').map(({ values }) => {
    const { namespace, name, dimensions } = fieldsOf(at(values, 'metric_transformation.0'));
    return formatMetric(String(namespace), String(name), fieldsOf(dimensions ?? {}));
  }),
  ...ofType(system, 'aws_lambda_function').map(({ values }) =>
    String(at(values, 'environment.0.variables.POWERTOOLS_METRICS_NAMESPACE')),
  ),
  ...ofType(system, 'aws_cloudwatch_dashboard').flatMap(({ values }) =>
    listOf(at(values, 'dashboard_body.widgets')).flatMap((widget) =>
      listOf(at(widget, 'properties.metrics')).flatMap(readGraphLine),
    ),
  ),
];

const formatMetric = (namespace: string, name: string, dimensions: Fields): string =>
  `${namespace} ${name} ${JSON.stringify(dimensions)}`;

/** A line of a graph is a metric, as a list of texts, or a search. Other expressions refer to lines of the same graph. */
function readGraphLine(line: unknown): readonly string[] {
  const [namespace, name, ...rest] = listOf(line);
  if (!isText(namespace)) {
    const expression = String(at(namespace, 'expression'));
    return expression.includes('SEARCH(') ? [expression] : [];
  }
  const texts = rest.filter(isText);
  const dimensions = texts.flatMap((text, index) => (index % 2 === 0 ? [[text, texts[index + 1]]] : []));
  return [formatMetric(namespace, String(name), Object.fromEntries(dimensions))];
}
