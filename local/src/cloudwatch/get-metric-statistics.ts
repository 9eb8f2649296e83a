import { type AwsCall, AwsError } from '#local/aws/service.ts';
import { metricOf } from './metric.ts';
import type { MetricStore } from './metric-store.ts';
import { dimensionsOf, millisIn, numberIn, refuseMembers, textIn, textsIn } from './read-input.ts';
import { isStatistic } from './statistics.ts';

const known = [
  'Namespace',
  'MetricName',
  'Dimensions',
  'StartTime',
  'EndTime',
  'Period',
  'Statistics',
  'ExtendedStatistics',
];
const datapointsMax = 1_440;

export function getMetricStatistics({ store }: { readonly store: MetricStore }, input: AwsCall['input']) {
  refuseMembers(input, known);
  const metric = metricOf(textIn(input, 'Namespace'), textIn(input, 'MetricName'), dimensionsOf(input));
  const datapoints = periodsOf(input).flatMap(({ beginMillis, endMillis }) => {
    const figures = store.between(metric, beginMillis, endMillis);
    if (figures === undefined) return [];
    const statisticsOf = (names: readonly string[]) =>
      Object.fromEntries(names.filter(isStatistic).map((name) => [name, figures.statistic(name)]));
    return {
      Timestamp: beginMillis / 1000,
      ...statisticsOf(textsIn(input, 'Statistics')),
      ...(input['ExtendedStatistics']
        ? { ExtendedStatistics: statisticsOf(textsIn(input, 'ExtendedStatistics')) }
        : {}),
    };
  });
  return { Label: metric.name, Datapoints: datapoints };
}

/** Periods begin at whole multiples of their length. */
function periodsOf(input: AwsCall['input']) {
  const periodMillis = numberIn(input, 'Period') * 1000;
  if (periodMillis <= 0 || periodMillis % 60_000 !== 0)
    throw new AwsError('InvalidParameterValue', 'The local CloudWatch has periods of whole minutes.');
  const first = Math.floor(millisIn(input, 'StartTime') / periodMillis);
  const count = Math.ceil(millisIn(input, 'EndTime') / periodMillis) - first;
  if (count > datapointsMax)
    throw new AwsError(
      'InvalidParameterCombination',
      `You asked for ${count} datapoints, and ${datapointsMax} is the most.`,
    );
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    beginMillis: (first + index) * periodMillis,
    endMillis: (first + index + 1) * periodMillis,
  }));
}
