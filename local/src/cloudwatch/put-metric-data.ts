import { type AwsCall, AwsError } from '#local/aws/service.ts';
import type { CloudWatchContext } from './cloud-watch-context.ts';
import { metricOf } from './metric.ts';
import { dimensionsOf, millisIn, numberIn, recordsIn, refuseMembers, textIn } from './read-input.ts';

type Context = Pick<CloudWatchContext, 'store' | 'clock'>;

export function putMetricData({ store, clock }: Context, input: AwsCall['input']) {
  refuseMembers(input, ['Namespace', 'MetricData']);
  const namespace = textIn(input, 'Namespace');
  for (const datum of recordsIn(input, 'MetricData')) {
    refuseMembers(datum, ['MetricName', 'Dimensions', 'Timestamp', 'Value', 'Unit']);
    const metric = metricOf(namespace, textIn(datum, 'MetricName'), dimensionsOf(datum));
    const atMillis = datum['Timestamp'] === undefined ? clock.now() : millisIn(datum, 'Timestamp');
    if (!store.record(metric, numberIn(datum, 'Value'), atMillis))
      throw new AwsError('LimitExceeded', 'The local CloudWatch keeps a thousand metrics, and there are so many.');
  }
  return {};
}
