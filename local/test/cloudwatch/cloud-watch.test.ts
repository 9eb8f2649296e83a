import {
  DescribeAlarmsCommand,
  EnableAlarmActionsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type CloudWatch, startCloudWatch } from '#local/cloudwatch/cloud-watch.ts';
import { createMetric } from '#local/cloudwatch/metric.ts';
import { readStack, type Stack } from '#local/stack.ts';
import { type AwsClients, serveAws } from '#support/local/aws-clients.ts';
import { resourceOf, stackFile, stackVariant } from '#support/local/stack-variants.ts';
import { type SteppedClock, steppedClock } from '#support/local/stepped-clock.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';
import { triggerAlarm } from '#tools/deploy/trigger-alarm.ts';
import { readStack as readPlannedStack } from '#tools/lib/stack.ts';

const minute = 60_000;
const startMillis = Date.parse('2026-01-01T00:00:00Z');
const prefix = String(resourceOf('aws_cloudwatch_dashboard')['dashboard_name']);
const failed = createMetric('CustomerIds/local', 'Failed', { service: 'log-event' });

/** The names of all metric alarms of the stack, without the prefix. */
const listAlarmKeys = (stack: Stack) =>
  stack.ofType('aws_cloudwatch_metric_alarm').map((values) => values.text('alarm_name').slice(prefix.length + 1));

describe('CloudWatch', () => {
  const temporaryFolder = temporaryFolders();
  const log: string[] = [];
  let dataDir: string;
  let clock: SteppedClock;
  let stack: Stack;
  let cloudWatch: CloudWatch;
  let aws: AwsClients;

  const start = async (file = stackFile) => {
    stack = readStack(file);
    cloudWatch = startCloudWatch({ stack, dataDir, clock, log: (line) => log.push(line) });
    aws = await serveAws([cloudWatch.service]);
  };
  const stop = async () => {
    await aws.stop();
    await cloudWatch.stop();
  };
  const takeNotifications = () => log.splice(0).map((line) => line.split(/[:[]/)[0]?.trim());
  const getState = async (key: string) => {
    const answer = await aws.cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [`${prefix}-${key}`], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
    );
    return [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])].map(({ StateValue }) => StateValue);
  };

  beforeEach(async () => {
    log.length = 0;
    dataDir = await temporaryFolder();
    clock = steppedClock(() => startMillis);
    await start();
  });
  afterEach(stop);

  it('logs one line for all alarms that start out OK', async () => {
    expect(await getState('submissions-failed')).to.deep.equal(['INSUFFICIENT_DATA']);

    await clock.advance(3 * minute);

    expect(log).to.deep.equal([`cloudwatch: ${listAlarmKeys(stack).length + 1} alarms are OK`]);
    expect(await getState('submissions-failed')).to.deep.equal(['OK']);
  });

  it('notifies once on ALARM and once on OK, with the runbook', async () => {
    await clock.advance(minute);
    log.length = 0;
    cloudWatch.record(failed, 2);
    await clock.advance(4 * minute);

    expect(log[0]).to.equal(
      `ALARM ${prefix}-submissions-failed [2; threshold ≥ 1 for 1 of 1 datapoints]: At least one submission ended with status failed within 5 minutes. Runbook: docs/runbooks/submissions-failed.md`,
    );
    expect(takeNotifications()).to.deep.equal([
      `ALARM ${prefix}-submissions-failed`,
      `ALARM ${prefix}-customer-impact`,
    ]);

    await clock.advance(20 * minute);

    expect(takeNotifications()).to.deep.equal([`OK ${prefix}-submissions-failed`, `OK ${prefix}-customer-impact`]);
  });

  it('fires an error rate alarm only with enough requests', async () => {
    const dimensions = { ApiName: prefix, Stage: 'api' };
    const count = (requests: number, errors: number) => {
      cloudWatch.record(createMetric('AWS/ApiGateway', 'Count', dimensions), requests);
      cloudWatch.record(createMetric('AWS/ApiGateway', '5XXError', dimensions), errors);
    };
    count(4, 4);
    await clock.advance(minute);
    expect(await getState('api-server-errors')).to.deep.equal(['OK']);

    count(500, 4);
    await clock.advance(minute);
    expect(await getState('api-server-errors')).to.deep.equal(['ALARM']);
  });

  it('extracts EMF metrics from function output and logs invalid ones', async () => {
    const directive = { Namespace: 'CustomerIds/local', Dimensions: [['service']], Metrics: [{ Name: 'Failed' }] };
    const header = { Timestamp: startMillis, CloudWatchMetrics: [directive] };
    cloudWatch.readOutput('log-event', JSON.stringify({ _aws: header, service: 'log-event', Failed: 1 }));
    cloudWatch.readOutput('log-event', JSON.stringify({ _aws: header, service: 'log-event' }));
    cloudWatch.readOutput('log-event', 'no metric at all');
    await clock.advance(minute);

    expect(log[0]).to.equal(
      'cloudwatch: dropped a metric of log-event: Failed is not a number at the top level of the line.',
    );
    expect(await getState('submissions-failed')).to.deep.equal(['ALARM']);
  });

  it('counts the access log lines that match the metric filter', async () => {
    const group = String(resourceOf('aws_cloudwatch_log_metric_filter')['log_group_name']);
    for (let request = 0; request < 100; request += 1) {
      cloudWatch.writeLog(group, { status: '429' });
      cloudWatch.writeLog(group, { status: '404' });
      cloudWatch.writeLog('/another/group', { status: '429' });
    }
    await clock.advance(minute);

    const throttled = {
      Namespace: 'CustomerIds/local',
      MetricName: 'Throttled',
      Period: 60,
      Statistics: ['Sum' as const],
    };
    const times = { StartTime: new Date(startMillis), EndTime: new Date(startMillis + minute) };
    const answer = await aws.cloudWatch.send(new GetMetricStatisticsCommand({ ...throttled, ...times }));
    expect(answer.Datapoints).to.deep.equal([{ Timestamp: new Date(startMillis), Sum: 100 }]);
    expect(await getState('api-throttled')).to.deep.equal(['ALARM']);
  });

  it('make trigger-alarm puts every alarm of the stack into ALARM', async () => {
    await clock.advance(minute);
    log.length = 0;
    for (const key of listAlarmKeys(stack)) await triggerAlarm(aws.cloudWatch, readPlannedStack(), key, clock.now());
    await clock.advance(minute);

    expect(takeNotifications()).to.have.members(
      [...listAlarmKeys(stack), 'customer-impact'].map((key) => `ALARM ${prefix}-${key}`),
    );
  });

  it('make trigger-alarm triggers a composite alarm by one of its metric alarms and rejects an unknown name', async () => {
    await triggerAlarm(aws.cloudWatch, readPlannedStack(), 'customer-impact', clock.now());
    await clock.advance(minute);

    expect(await getState('customer-impact')).to.deep.equal(['ALARM']);
    const error = await triggerAlarm(aws.cloudWatch, readPlannedStack(), 'no-such', 0).catch(
      (cause: Error) => cause.message,
    );
    expect(error).to.contain('make trigger-alarm ALARM=…, one of api-latency, api-server-errors');
  });

  it('does not repeat notifications after a restart', async () => {
    cloudWatch.record(failed, 1);
    await clock.advance(minute);
    await stop();
    log.length = 0;
    await start();
    cloudWatch.record(failed, 1);
    await clock.advance(minute);

    expect(await getState('submissions-failed')).to.deep.equal(['ALARM']);
    expect(takeNotifications()).to.deep.equal([]);
  });

  it('holds a state from SetAlarmState until the next evaluation', async () => {
    const named = { AlarmName: `${prefix}-queue-depth-failures`, StateReason: 'a drill' };
    await aws.cloudWatch.send(new SetAlarmStateCommand({ ...named, StateValue: 'ALARM' }));
    await aws.cloudWatch.send(new SetAlarmStateCommand({ ...named, StateValue: 'ALARM' }));
    expect(log.filter((line) => line.includes('a drill'))).to.have.length(1);
    expect(takeNotifications()).to.deep.equal([`ALARM ${prefix}-queue-depth-failures`, 'cloudwatch']);

    await clock.advance(minute);

    expect(takeNotifications()).to.include(`OK ${prefix}-queue-depth-failures`);
  });

  it('stores, lists and returns custom metrics through the SDK', async () => {
    const datum = {
      MetricName: 'Shoes',
      Dimensions: [{ Name: 'colour', Value: 'red' }],
      Timestamp: new Date(startMillis),
    };
    const MetricData = [1, 2, 6].map((Value) => ({ ...datum, Value }));
    await aws.cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Mine', MetricData }));

    const { Metrics } = await aws.cloudWatch.send(new ListMetricsCommand({ Namespace: 'Mine' }));
    const { Datapoints } = await aws.cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Mine',
        MetricName: 'Shoes',
        Dimensions: datum.Dimensions,
        StartTime: new Date(startMillis),
        EndTime: new Date(startMillis + 10 * minute),
        Period: 300,
        Statistics: ['Average', 'SampleCount'],
        ExtendedStatistics: ['p50'],
      }),
    );
    expect(Metrics).to.deep.equal([{ Namespace: 'Mine', MetricName: 'Shoes', Dimensions: datum.Dimensions }]);
    expect(Datapoints).to.deep.equal([
      { Timestamp: new Date(startMillis), Average: 3, SampleCount: 3, ExtendedStatistics: { p50: 2 } },
    ]);
  });

  it('rejects and names unsupported operations and parameters', async () => {
    const errors = await Promise.all([
      aws.cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames: ['a'] })).catch((error: Error) => error.message),
      aws.cloudWatch.send(new DescribeAlarmsCommand({ MaxRecords: 3 })).catch((error: Error) => error.message),
      aws.cloudWatch
        .send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'so' }))
        .catch((error: Error) => error.name),
    ]);

    expect(errors).to.deep.equal([
      'The local AWS does not emulate GraniteServiceVersion20100801.EnableAlarmActions.',
      'The local CloudWatch does not emulate MaxRecords.',
      'ResourceNotFound',
    ]);
  });

  it('logs a notification that the topic policy does not allow', async () => {
    const stackFile = await stackVariant({
      aws_sns_topic_policy: ({ policy }) => {
        policy.Statement[0].Principal = { Service: 'events.amazonaws.com' };
      },
    });
    await stop();
    await start(stackFile);
    cloudWatch.record(failed, 1);
    await clock.advance(minute);

    expect(log[0]).to.match(
      /^sns: notification not delivered, the policy of .* does not allow cloudwatch.amazonaws.com: ALARM /,
    );
  });

  it('logs a failed evaluation and continues in the next minute', async () => {
    let isBroken = true;
    cloudWatch.measureEachMinute(() => {
      if (isBroken) throw new Error('the disk is full');
    });
    await clock.advance(minute);
    isBroken = false;
    cloudWatch.record(failed, 1);
    await clock.advance(minute);

    expect(log[0]).to.equal('cloudwatch: alarm evaluation failed, retrying in a minute: Error: the disk is full');
    expect(await getState('submissions-failed')).to.deep.equal(['ALARM']);
  });

  it('fires on missing data that is treated as breaching', async () => {
    const stackFile = await stackVariant({
      aws_cloudwatch_metric_alarm: (alarm) => {
        if (!alarm['alarm_name'].endsWith('api-latency')) return;
        Object.assign(alarm, {
          comparison_operator: 'LessThanThreshold',
          threshold: 1,
          treat_missing_data: 'breaching',
        });
      },
    });
    await stop();
    await start(stackFile);
    await clock.advance(minute);
    expect(log[0]).to.contain('ALARM customer-ids-local-api-latency [no datapoints]');

    cloudWatch.record(createMetric('AWS/ApiGateway', 'Latency', { ApiName: prefix, Stage: 'api' }), 5);
    await clock.advance(11 * minute);
    expect(await getState('api-latency')).to.deep.equal(['ALARM']);
  });

  it('rejects at startup an alarm with unsupported settings', async () => {
    const alarmWith = (change: (alarm: Record<string, unknown>) => void) =>
      stackVariant({ aws_cloudwatch_metric_alarm: change });
    const errors = await Promise.all(
      [
        (alarm: Record<string, unknown>) => Object.assign(alarm, { comparison_operator: 'GreaterThanUpperThreshold' }),
        (alarm: Record<string, unknown>) => Object.assign(alarm, { treat_missing_data: 'hope' }),
        (alarm: Record<string, unknown>) => Object.assign(alarm, { actions_enabled: false }),
        (alarm: Record<string, unknown>) => Object.assign(alarm, { metric_query: [], metric_name: 'Count' }),
      ].map(async (change) => {
        const file = await alarmWith(change);
        try {
          startCloudWatch({ stack: readStack(file), dataDir, clock, log: () => undefined });
        } catch (error) {
          return error instanceof Error ? error.message.replace(/^Alarm \S+: /, '') : error;
        }
        return 'started';
      }),
    );

    expect(errors).to.deep.equal([
      'the comparison operator GreaterThanUpperThreshold is not emulated.',
      'treat_missing_data = hope is not emulated.',
      'actions_enabled = false is not emulated.',
      'an alarm without metric_query is not emulated.',
    ]);
  });
});
