import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';

const hourMillis = 3_600_000;

/** The sum of a function's metric over the last hour and, for a test that moves the clock ahead, the next. */
export async function metricSum(awsUrl: string, service: string, metric: string): Promise<number> {
  const client = new CloudWatchClient({
    endpoint: awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'developer', secretAccessKey: 'any' },
  });
  const command = new GetMetricStatisticsCommand({
    Namespace: 'CustomerIds/local',
    MetricName: metric,
    Dimensions: [{ Name: 'service', Value: service }],
    StartTime: new Date(Date.now() - hourMillis),
    EndTime: new Date(Date.now() + hourMillis),
    Period: 7_200,
    Statistics: ['Sum'],
  });
  const { Datapoints = [] } = await client.send(command);
  client.destroy();
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}
