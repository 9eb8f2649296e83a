// Describes each alarm in one sentence.
import { blockOf, type Fields, fieldsOf, listOf, textsOf } from '#tools/lib/json.ts';
import { codes, wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import type { Facts } from './section.ts';

const comparisons: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at or below',
};

const whenMissing: Readonly<Record<string, string>> = {
  notBreaching: 'missing data is OK',
  breaching: 'missing data counts as breaching',
  ignore: 'missing data keeps the state',
  missing: 'missing data is INSUFFICIENT_DATA',
};

export function describeAlarms({ type }: Pick<PlannedResource, 'type'>, values: Fields): readonly Facts[] {
  if (type === 'aws_cloudwatch_metric_alarm') return [{ subject: '', sentences: [metricAlarm(values)] }];
  if (type !== 'aws_cloudwatch_composite_alarm') return [];
  const sentence = `${wholeCode(values['alarm_name'])} fires when ${wholeCode(values['alarm_rule'])}; notifies ${describeActions(values)}`;
  return [{ subject: '', sentences: [sentence] }];
}

function metricAlarm(values: Fields): string {
  const { alarm_name, comparison_operator, threshold, evaluation_periods, datapoints_to_alarm } = values;
  const operator = String(comparison_operator);
  const points = Number(datapoints_to_alarm ?? 0) || evaluation_periods;
  const missing = whenMissing[String(values['treat_missing_data'])] ?? 'missing data is INSUFFICIENT_DATA';
  return (
    `${wholeCode(alarm_name)} fires when ${measure(values)} is ${comparisons[operator] ?? operator} ${threshold} ` +
    `in ${points} of ${evaluation_periods} periods of ${readPeriod(values)} s; ${missing}; notifies ${describeActions(values)}`
  );
}

function measure(values: Fields): string {
  const queries = listOf(values['metric_query']).map(fieldsOf);
  if (queries.length === 0) return metric(values, values['statistic'] ?? values['extended_statistic']);
  const returned = queries.find((query) => query['return_data'] === true) ?? {};
  const metrics = queries.flatMap((query) => {
    const inner = blockOf(query['metric']);
    return inner['metric_name'] ? [{ id: query['id'], text: metric(inner, inner['stat']) }] : [];
  });
  const single = metrics.find(({ id }) => id === returned['id']);
  if (single) return single.text;
  return `${wholeCode(returned['expression'])} (${metrics.map(({ id, text }) => `${wholeCode(id)} is ${text}`).join(', ')})`;
}

function metric({ namespace, metric_name, dimensions }: Fields, statistic: unknown): string {
  const of = Object.entries(fieldsOf(dimensions)).map(([name, value]) => wholeCode(`${name}=${value}`));
  return `the ${statistic} of ${wholeCode(`${namespace} ${metric_name}`)}${of.length > 0 ? ` for ${of.join(', ')}` : ''}`;
}

/** A metric math alarm has no period, which the state represents as 0; its metrics have one. */
function readPeriod(values: Fields): unknown {
  const periods = listOf(values['metric_query']).map((query) => blockOf(fieldsOf(query)['metric'])['period']);
  return values['period'] || periods.find((period) => period !== undefined);
}

function describeActions({ alarm_actions, actions_enabled }: Fields): string {
  const topics = textsOf(alarm_actions);
  return topics.length === 0 || actions_enabled === false ? 'no topic' : codes(topics);
}
