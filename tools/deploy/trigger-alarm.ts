// make trigger-alarm ALARM=api-latency: publishes metric data that puts an alarm of the local AWS into ALARM.
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { JsonReader } from '#tools/lib/json-reader.ts';
import { openLocalAws, requireRunning } from '#tools/lib/local-aws.ts';
import type { Stack } from '#tools/lib/stack.ts';
import { runCommand, UserError } from '#tools/lib/user-error.ts';

/** Above every minimum count that an alarm on a percentage requires. */
const valueMin = 1_000;

/** One large value in every metric breaches any alarm: as a percentage (100 %), a sum or a duration. */
export async function triggerAlarm(
  client: CloudWatchClient,
  stack: Stack,
  key: string,
  nowMillis: number,
): Promise<void> {
  const alarm = findAlarm(stack, key);
  const metrics = alarm.blocks('metric_query').flatMap((query) => query.blocks('metric'));
  const Value = Math.max(alarm.number('threshold'), valueMin);
  for (const metric of metrics) {
    const periodMillis = metric.number('period') * 1000;
    const MetricData = Array.from({ length: alarm.number('evaluation_periods') }, (_, ago) => ({
      MetricName: metric.text('metric_name'),
      Dimensions: toDimensions(metric),
      Value,
      Timestamp: new Date(nowMillis - ago * periodMillis),
    }));
    await client.send(new PutMetricDataCommand({ Namespace: metric.text('namespace'), MetricData }));
  }
}

const toDimensions = (metric: JsonReader) =>
  Object.entries(metric.record('dimensions', {}).fields).map(([Name, value]) => ({ Name, Value: String(value) }));

/** For a composite alarm: the first metric alarm in its rule. */
function findAlarm(stack: Stack, key: string): JsonReader {
  const prefix = stack.only('aws_cloudwatch_dashboard').text('dashboard_name');
  const composite = stack
    .ofType('aws_cloudwatch_composite_alarm')
    .find((alarm) => alarm.text('alarm_name') === `${prefix}-${key}`);
  const name = composite ? /"([^"]+)"/.exec(composite.text('alarm_rule'))?.[1] : `${prefix}-${key}`;
  const alarms = stack.ofType('aws_cloudwatch_metric_alarm');
  const alarm = alarms.find((each) => each.text('alarm_name') === name);
  if (alarm) return alarm;
  const keys = alarms.map((each) => each.text('alarm_name').slice(prefix.length + 1));
  throw new UserError(`Set ALARM to the alarm to trigger: make trigger-alarm ALARM=…, one of ${keys.join(', ')}.`);
}

async function main(): Promise<void> {
  const { ENV: environment = 'local', ALARM: key = '' } = process.env;
  if (environment !== 'local') throw new UserError('make trigger-alarm works only on the local AWS. Remove ENV.');
  const { stack, client } = openLocalAws(process.env);
  await requireRunning(triggerAlarm(new CloudWatchClient(client), stack, key, Date.now()));
  process.stdout.write(`${key} goes into ALARM at the end of this minute. Watch the output of \`make start\`.\n`);
}

if (process.argv[1] === import.meta.filename) runCommand(main);
