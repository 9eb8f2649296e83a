// Each alarm in a sentence.
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
  notBreaching: 'no data is fine',
  breaching: 'no data is a fault too',
  ignore: 'no data changes nothing',
  missing: 'no data means nobody knows',
};

export function describeAlarms({ type }: Pick<PlannedResource, 'type'>, values: Fields): readonly Facts[] {
  if (type === 'aws_cloudwatch_metric_alarm') return [{ subject: '', sentences: [metricAlarm(values)] }];
  if (type !== 'aws_cloudwatch_composite_alarm') return [];
  const sentence = `${wholeCode(values['alarm_name'])} rings when ${wholeCode(values['alarm_rule'])}, and tells ${told(values)}`;
  return [{ subject: '', sentences: [sentence] }];
}

function metricAlarm(values: Fields): string {
  const { alarm_name, comparison_operator, threshold, evaluation_periods, datapoints_to_alarm } = values;
  const operator = String(comparison_operator);
  const points = Number(datapoints_to_alarm ?? 0) || evaluation_periods;
  const missing = whenMissing[String(values['treat_missing_data'])] ?? 'no data means nobody knows';
  return (
    `${wholeCode(alarm_name)} rings when ${measure(values)} is ${comparisons[operator] ?? operator} ${threshold} ` +
    `in ${points} of ${evaluation_periods} periods of ${periodOf(values)} s; ${missing}; it tells ${told(values)}`
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
  const itself = metrics.find(({ id }) => id === returned['id']);
  if (itself) return itself.text;
  return `${wholeCode(returned['expression'])} (${metrics.map(({ id, text }) => `${wholeCode(id)} is ${text}`).join(', ')})`;
}

function metric({ namespace, metric_name, dimensions }: Fields, statistic: unknown): string {
  const of = Object.entries(fieldsOf(dimensions)).map(([name, value]) => wholeCode(`${name}=${value}`));
  return `the ${statistic} of ${wholeCode(`${namespace} ${metric_name}`)}${of.length > 0 ? ` for ${of.join(', ')}` : ''}`;
}

/** An alarm on a formula has no period of its own, which a state holds as 0. */
function periodOf(values: Fields): unknown {
  const periods = listOf(values['metric_query']).map((query) => blockOf(fieldsOf(query)['metric'])['period']);
  return values['period'] || periods.find((period) => period !== undefined);
}

function told({ alarm_actions, actions_enabled }: Fields): string {
  const topics = textsOf(alarm_actions);
  return topics.length === 0 || actions_enabled === false ? 'nobody' : codes(topics);
}
