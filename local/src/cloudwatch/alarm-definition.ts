import type { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';
import type { AlarmEvaluation, MissingData, StateValue } from './evaluate-alarm.ts';
import { evaluateExpression, type Series, type SeriesById } from './expression/evaluate-expression.ts';
import { type Expression, parseExpression } from './expression/parse-expression.ts';
import { createMetric, type Metric } from './metric.ts';
import { isStatistic, type Statistic } from './statistics.ts';

/** The properties that metric and composite alarms share. */
export interface AlarmIdentity {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly topics: Readonly<Record<StateValue, readonly string[]>>;
}

export interface MetricAlarm extends AlarmIdentity, AlarmEvaluation {
  readonly periodSeconds: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly metrics: ReadonlyMap<string, { readonly metric: Metric; readonly statistic: Statistic }>;
  /** Computes the one query with `return_data` from the metrics. */
  readonly evaluatedSeries: (metrics: SeriesById) => Series;
}

const comparisons = {
  GreaterThanOrEqualToThreshold: { sign: '≥', isBreaching: (point: number, limit: number) => point >= limit },
  GreaterThanThreshold: { sign: '>', isBreaching: (point: number, limit: number) => point > limit },
  LessThanOrEqualToThreshold: { sign: '≤', isBreaching: (point: number, limit: number) => point <= limit },
  LessThanThreshold: { sign: '<', isBreaching: (point: number, limit: number) => point < limit },
} as const;

const unsupportedSettings = [
  ['actions_enabled', false],
  ['evaluate_low_sample_count_percentiles', 'ignore'],
] as const;

export type Comparison = keyof typeof comparisons;

export const comparisonSymbol = (comparison: Comparison): string => comparisons[comparison].sign;

/** Throws a StartError for any setting that would be evaluated differently on AWS. */
export function readMetricAlarm(values: JsonReader, arnPrefix: string): MetricAlarm {
  const identity = readIdentity(values, arnPrefix);
  const unsupported = (what: string): never => {
    throw new StartError(`Alarm ${identity.name}: ${what} is not emulated.`);
  };
  const unsupportedSetting = unsupportedSettings.find(([attribute, value]) => values.fields[attribute] === value);
  if (unsupportedSetting) unsupported(unsupportedSetting.join(' = '));
  const queries = values.blocks('metric_query');
  if (queries.length === 0) unsupported('an alarm without metric_query');
  const metricQueries = queries
    .filter((query) => !query.has('expression'))
    .map((query) => readMetricQuery(query, unsupported));
  const periods = new Set(metricQueries.map(({ period }) => period));
  const [periodSeconds = 60] = periods;
  if (periods.size !== 1 || periodSeconds % 60 !== 0)
    unsupported('a period that is not the same for all metrics and a multiple of 60 s');
  const comparison = values.text('comparison_operator');
  if (!isComparison(comparison)) return unsupported(`the comparison operator ${comparison}`);
  const threshold = values.number('threshold');
  return {
    ...identity,
    periodSeconds,
    comparison,
    threshold,
    evaluationPeriods: values.number('evaluation_periods'),
    datapointsToAlarm: values.number('datapoints_to_alarm', values.number('evaluation_periods')),
    missingData: readMissingData(values, metricQueries, unsupported),
    isBreaching: (point) => comparisons[comparison].isBreaching(point, threshold),
    metrics: new Map(metricQueries.map(({ id, ...rest }) => [id, rest])),
    evaluatedSeries: compileSeries(queries, metricQueries, unsupported),
  };
}

export function readIdentity(values: JsonReader, arnPrefix: string): AlarmIdentity {
  const name = values.text('alarm_name');
  const readTopics = (attribute: string): readonly string[] => {
    const topics = values.fields[attribute];
    return Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : [];
  };
  return {
    name,
    arn: `${arnPrefix}:alarm:${name}`,
    description: values.text('alarm_description', ''),
    topics: {
      ALARM: readTopics('alarm_actions'),
      OK: readTopics('ok_actions'),
      INSUFFICIENT_DATA: readTopics('insufficient_data_actions'),
    },
  };
}

interface MetricQuery {
  readonly id: string;
  readonly metric: Metric;
  readonly statistic: Statistic;
  readonly period: number;
}

type ThrowUnsupported = (what: string) => never;

function readMetricQuery(query: JsonReader, unsupported: ThrowUnsupported): MetricQuery {
  const source = query.block('metric');
  if (source === undefined) return unsupported('a metric_query without a metric');
  const statistic = source.text('stat');
  if (!isStatistic(statistic)) return unsupported(`the statistic ${statistic}`);
  const dimensions = source.record('dimensions', {}).texts();
  return {
    id: query.text('id'),
    metric: createMetric(source.text('namespace'), source.text('metric_name'), dimensions),
    statistic,
    period: source.number('period'),
  };
}

/** AWS always ignores missing data for DynamoDB metrics. */
function readMissingData(
  values: JsonReader,
  metricQueries: readonly MetricQuery[],
  unsupported: ThrowUnsupported,
): MissingData {
  const configured = values.text('treat_missing_data', 'missing');
  if (!isMissingData(configured)) return unsupported(`treat_missing_data = ${configured}`);
  return metricQueries.some(({ metric }) => metric.namespace === 'AWS/DynamoDB') ? 'ignore' : configured;
}

function compileSeries(
  queries: readonly JsonReader[],
  metricQueries: readonly MetricQuery[],
  unsupported: ThrowUnsupported,
) {
  const returned = queries.filter((query) => query.flag('return_data', false));
  const [evaluatedQuery] = returned;
  if (evaluatedQuery === undefined || returned.length > 1)
    return unsupported('an alarm that does not return exactly one series');
  if (!evaluatedQuery.has('expression')) return (metrics: SeriesById) => metrics.get(evaluatedQuery.text('id')) ?? [];
  const text = evaluatedQuery.text('expression');
  const compile = (expression: Expression) => (metrics: SeriesById) => evaluateExpression(expression, metrics);
  try {
    const compiled = compile(parseExpression(text));
    // Evaluate it once without data, so that an unsupported expression stops the start.
    compiled(new Map(metricQueries.map(({ id }) => [id, [undefined]])));
    return compiled;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return unsupported(`the expression ${text} (${cause.message})`);
  }
}

const isComparison = (name: string): name is Comparison => Object.hasOwn(comparisons, name);
const isMissingData = (name: string): name is MissingData =>
  ['missing', 'ignore', 'breaching', 'notBreaching'].includes(name);
