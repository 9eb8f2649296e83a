// Triggers an alarm of the local AWS by writing breaching values to its metrics: make trigger-alarm ALARM=api-latency
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type MetricAlarm, readMetricAlarm } from '#local/cloudwatch/alarm-definition.ts';
import type { Stack } from '#local/stack.ts';
import { localServices, whileItRuns } from '#tools/lib/local-aws.ts';
import { Obstacle, runCommand } from '#tools/lib/user-error.ts';

/** More than any alarm asks for when it wants a number beside a share. */
const atLeast = 1_000;

/** The same large value in each metric is a share of 100 %, a sum above any limit, and a duration above any. */
export async function ringAlarm(client: CloudWatchClient, stack: Stack, key: string, nowMillis: number): Promise<void> {
  const { metrics, threshold, evaluationPeriods, periodSeconds } = alarmNamed(stack, key);
  const times = Array.from({ length: evaluationPeriods }, (_, ago) => nowMillis - ago * periodSeconds * 1000);
  for (const { metric } of metrics.values()) {
    const datum = {
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Value: Math.max(threshold, atLeast),
    };
    const MetricData = times.map((at) => ({ ...datum, Timestamp: new Date(at) }));
    await client.send(new PutMetricDataCommand({ Namespace: metric.namespace, MetricData }));
  }
}

/** An alarm that follows others rings with the first of them. */
function alarmNamed(stack: Stack, key: string): MetricAlarm {
  const prefix = stack.only('aws_cloudwatch_dashboard').text('dashboard_name');
  const composite = stack
    .ofType('aws_cloudwatch_composite_alarm')
    .find((values) => values.text('alarm_name') === `${prefix}-${key}`);
  const name = composite ? /"([^"]+)"/.exec(composite.text('alarm_rule'))?.[1] : `${prefix}-${key}`;
  const alarms = stack.ofType('aws_cloudwatch_metric_alarm');
  const values = alarms.find((alarm) => alarm.text('alarm_name') === name);
  if (values) return readMetricAlarm(values, stack.arnPrefixOf('cloudwatch'));
  const keys = alarms.map((alarm) => alarm.text('alarm_name').slice(prefix.length + 1));
  throw new Obstacle(`Unknown alarm. Run make trigger-alarm ALARM=… with one of ${keys.join(', ')}.`);
}

async function main(): Promise<void> {
  const { ENV: environment = 'local', ALARM: key = '' } = process.env;
  if (environment !== 'local') throw new Obstacle('make trigger-alarm supports only the local AWS. Unset ENV.');
  const { stack, client } = localServices(process.env);
  await whileItRuns(ringAlarm(new CloudWatchClient(client), stack, key, Date.now()));
  process.stdout.write(`${key} will fire at the end of this minute. See the log of the local AWS.\n`);
}

if (process.argv[1] === import.meta.filename) runCommand(main);
