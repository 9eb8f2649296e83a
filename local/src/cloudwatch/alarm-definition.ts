import type { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';
import type { Judgement, MissingData, StateValue } from './evaluate-alarm.ts';
import { evaluateExpression, type Series, type SeriesById } from './expression/evaluate-expression.ts';
import { type Expression, parseExpression } from './expression/parse-expression.ts';
import { type Metric, metricOf } from './metric.ts';
import { isStatistic, type Statistic } from './statistics.ts';

/** What every alarm has: where it is heard. */
export interface AlarmIdentity {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly topics: Readonly<Record<StateValue, readonly string[]>>;
}

export interface MetricAlarm extends AlarmIdentity, Judgement {
  readonly periodSeconds: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly metrics: ReadonlyMap<string, { readonly metric: Metric; readonly statistic: Statistic }>;
  /** The series that is judged, of those of its metrics. */
  readonly figure: (metrics: SeriesById) => Series;
}

const comparisons = {
  GreaterThanOrEqualToThreshold: { sign: '≥', holds: (point: number, limit: number) => point >= limit },
  GreaterThanThreshold: { sign: '>', holds: (point: number, limit: number) => point > limit },
  LessThanOrEqualToThreshold: { sign: '≤', holds: (point: number, limit: number) => point <= limit },
  LessThanThreshold: { sign: '<', holds: (point: number, limit: number) => point < limit },
} as const;

/** Settings that would change what an alarm does. */
const refusedSettings = [
  ['actions_enabled', false],
  ['evaluate_low_sample_count_percentiles', 'ignore'],
] as const;

export type Comparison = keyof typeof comparisons;

export const signOf = (comparison: Comparison): string => comparisons[comparison].sign;

/** Refuses by name whatever an alarm has that would not be judged here as it is on AWS. */
export function readMetricAlarm(values: JsonReader, arnPrefix: string): MetricAlarm {
  const identity = readIdentity(values, arnPrefix);
  const refuse = (what: string): never => {
    throw new StartError(`The alarm ${identity.name} ${what}, which the local CloudWatch does not emulate.`);
  };
  const otherwise = refusedSettings.find(([attribute, value]) => values.fields[attribute] === value);
  if (otherwise) refuse(`says ${otherwise.join(' = ')}`);
  const queries = values.blocks('metric_query');
  if (queries.length === 0) refuse('has no metric_query');
  const measured = queries.filter((query) => !query.has('expression')).map((query) => readMeasured(query, refuse));
  const periods = new Set(measured.map(({ period }) => period));
  const [periodSeconds = 60] = periods;
  if (periods.size !== 1 || periodSeconds % 60 !== 0) refuse('has other periods than one of whole minutes');
  const comparison = values.text('comparison_operator');
  if (!isComparison(comparison)) return refuse(`compares by ${comparison}`);
  const threshold = values.number('threshold');
  return {
    ...identity,
    periodSeconds,
    comparison,
    threshold,
    evaluationPeriods: values.number('evaluation_periods'),
    datapointsToAlarm: values.number('datapoints_to_alarm', values.number('evaluation_periods')),
    missingData: missingDataOf(values, measured, refuse),
    isBad: (point) => comparisons[comparison].holds(point, threshold),
    metrics: new Map(measured.map(({ id, ...rest }) => [id, rest])),
    figure: figureOf(queries, measured, refuse),
  };
}

export function readIdentity(values: JsonReader, arnPrefix: string): AlarmIdentity {
  const name = values.text('alarm_name');
  const topicsOf = (attribute: string): readonly string[] => {
    const topics = values.fields[attribute];
    return Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : [];
  };
  return {
    name,
    arn: `${arnPrefix}:alarm:${name}`,
    description: values.text('alarm_description', ''),
    topics: {
      ALARM: topicsOf('alarm_actions'),
      OK: topicsOf('ok_actions'),
      INSUFFICIENT_DATA: topicsOf('insufficient_data_actions'),
    },
  };
}

interface Measured {
  readonly id: string;
  readonly metric: Metric;
  readonly statistic: Statistic;
  readonly period: number;
}

type RefuseAlarm = (what: string) => never;

function readMeasured(query: JsonReader, refuse: RefuseAlarm): Measured {
  const source = query.block('metric');
  if (source === undefined) return refuse('has a metric_query without a metric');
  const statistic = source.text('stat');
  if (!isStatistic(statistic)) return refuse(`uses the statistic ${statistic}`);
  const dimensions = source.record('dimensions', {}).texts();
  return {
    id: query.text('id'),
    metric: metricOf(source.text('namespace'), source.text('metric_name'), dimensions),
    statistic,
    period: source.number('period'),
  };
}

/** Whatever an alarm on a DynamoDB metric says, AWS ignores what is missing there. */
function missingDataOf(values: JsonReader, measured: readonly Measured[], refuse: RefuseAlarm): MissingData {
  const asked = values.text('treat_missing_data', 'missing');
  if (!isMissingData(asked)) return refuse(`treats missing data as ${asked}`);
  return measured.some(({ metric }) => metric.namespace === 'AWS/DynamoDB') ? 'ignore' : asked;
}

function figureOf(queries: readonly JsonReader[], measured: readonly Measured[], refuse: RefuseAlarm) {
  const returned = queries.filter((query) => query.flag('return_data', false));
  const [judged] = returned;
  if (judged === undefined || returned.length > 1) return refuse('returns other than one series');
  if (!judged.has('expression')) return (metrics: SeriesById) => metrics.get(judged.text('id')) ?? [];
  const text = judged.text('expression');
  const figure = (expression: Expression) => (metrics: SeriesById) => evaluateExpression(expression, metrics);
  try {
    const compiled = figure(parseExpression(text));
    // Once without data, so that what cannot be calculated is refused now.
    compiled(new Map(measured.map(({ id }) => [id, [undefined]])));
    return compiled;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refuse(`has the expression ${text} (${cause.message})`);
  }
}

const isComparison = (name: string): name is Comparison => Object.hasOwn(comparisons, name);
const isMissingData = (name: string): name is MissingData =>
  ['missing', 'ignore', 'breaching', 'notBreaching'].includes(name);
