import type { AwsCall, AwsOperation } from '#local/aws/service.ts';
import type { CloudWatchContext } from './cloud-watch-context.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import type { Metric } from './metric.ts';
import { putMetricData } from './put-metric-data.ts';
import { readDimensions, rejectUnknownMembers } from './read-input.ts';
import { setAlarmState } from './set-alarm-state.ts';

export function cloudWatchOperations(context: CloudWatchContext): ReadonlyMap<string, AwsOperation> {
  const operation = (name: string, run: (call: AwsCall) => unknown): [string, AwsOperation] => [
    name,
    { requiredPermission: () => ({ action: `cloudwatch:${name}`, resources: ['*'] }), run: async (call) => run(call) },
  ];
  return new Map([
    operation('DescribeAlarms', ({ input }) => describeAlarms(context, input)),
    operation('GetMetricStatistics', ({ input }) => getMetricStatistics(context, input)),
    operation('ListMetrics', ({ input }) => listMetrics(context, input)),
    operation('PutMetricData', ({ input }) => putMetricData(context, input)),
    operation('SetAlarmState', ({ input }) => setAlarmState(context, input)),
  ]);
}

/** Always one page. */
function listMetrics({ store }: CloudWatchContext, input: AwsCall['input']) {
  rejectUnknownMembers(input, ['Namespace', 'MetricName', 'Dimensions']);
  const { Namespace: namespace, MetricName: name } = input;
  const dimensionFilter = Object.entries(readDimensions(input));
  const found = store
    .metrics()
    .filter((metric) => (namespace ?? metric.namespace) === metric.namespace && (name ?? metric.name) === metric.name)
    .filter(({ dimensions }) => dimensionFilter.every(([key, value]) => dimensions[key] === value));
  return { Metrics: found.map(describeMetric) };
}

const describeMetric = ({ namespace, name, dimensions }: Metric) => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});
