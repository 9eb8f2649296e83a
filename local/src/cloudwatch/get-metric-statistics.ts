import { type AwsCall, AwsError } from '#local/aws/service.ts';
import { createMetric } from './metric.ts';
import type { MetricStore } from './metric-store.ts';
import { readDimensions, readMillis, readNumber, readText, readTexts, rejectUnknownMembers } from './read-input.ts';
import { isStatistic } from './statistics.ts';

const supportedMembers = [
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
  rejectUnknownMembers(input, supportedMembers);
  const metric = createMetric(readText(input, 'Namespace'), readText(input, 'MetricName'), readDimensions(input));
  const datapoints = listPeriods(input).flatMap(({ beginMillis, endMillis }) => {
    const statistics = store.getStatistics(metric, beginMillis, endMillis);
    if (statistics === undefined) return [];
    const pickStatistics = (names: readonly string[]) =>
      Object.fromEntries(names.filter(isStatistic).map((name) => [name, statistics.statistic(name)]));
    return {
      Timestamp: beginMillis / 1000,
      ...pickStatistics(readTexts(input, 'Statistics')),
      ...(input['ExtendedStatistics']
        ? { ExtendedStatistics: pickStatistics(readTexts(input, 'ExtendedStatistics')) }
        : {}),
    };
  });
  return { Label: metric.name, Datapoints: datapoints };
}

/** Periods are aligned to multiples of their length. */
function listPeriods(input: AwsCall['input']) {
  const periodMillis = readNumber(input, 'Period') * 1000;
  if (periodMillis <= 0 || periodMillis % 60_000 !== 0)
    throw new AwsError(
      'InvalidParameterValue',
      'The local CloudWatch supports periods that are multiples of 60 seconds.',
    );
  const first = Math.floor(readMillis(input, 'StartTime') / periodMillis);
  const count = Math.ceil(readMillis(input, 'EndTime') / periodMillis) - first;
  if (count > datapointsMax)
    throw new AwsError(
      'InvalidParameterCombination',
      `You have requested ${count} datapoints, which exceeds the limit of ${datapointsMax}.`,
    );
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    beginMillis: (first + index) * periodMillis,
    endMillis: (first + index + 1) * periodMillis,
  }));
}
