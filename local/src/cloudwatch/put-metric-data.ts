import { type AwsCall, AwsError } from '#local/aws/service.ts';
import type { CloudWatchContext } from './cloud-watch-context.ts';
import { createMetric } from './metric.ts';
import { readDimensions, readMillis, readNumber, readRecords, readText, rejectUnknownMembers } from './read-input.ts';

type Context = Pick<CloudWatchContext, 'store' | 'clock'>;

export function putMetricData({ store, clock }: Context, input: AwsCall['input']) {
  rejectUnknownMembers(input, ['Namespace', 'MetricData']);
  const namespace = readText(input, 'Namespace');
  for (const datum of readRecords(input, 'MetricData')) {
    rejectUnknownMembers(datum, ['MetricName', 'Dimensions', 'Timestamp', 'Value', 'Unit']);
    const metric = createMetric(namespace, readText(datum, 'MetricName'), readDimensions(datum));
    const atMillis = datum['Timestamp'] === undefined ? clock.now() : readMillis(datum, 'Timestamp');
    if (!store.record(metric, readNumber(datum, 'Value'), atMillis))
      throw new AwsError('LimitExceeded', 'The local CloudWatch has reached its limit of 1,000 metrics.');
  }
  return {};
}
