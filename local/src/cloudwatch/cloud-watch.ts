import { join } from 'node:path';
import type { AwsService } from '#local/aws/service.ts';
import type { Clock } from '#local/clock.ts';
import { createPublish } from '#local/sns/topics.ts';
import type { Stack } from '#local/stack.ts';
import { readMetricAlarm } from './alarm-definition.ts';
import { AlarmStates } from './alarm-states.ts';
import { Alarms } from './alarms.ts';
import { readCompositeAlarm } from './composite-alarm.ts';
import { readEmf } from './emf.ts';
import { evaluationRange } from './evaluate-alarm.ts';
import { everyMinute } from './every-minute.ts';
import type { RecordMetric } from './metric.ts';
import { createMetricFilters, type WriteLog } from './metric-filters.ts';
import { MetricStore } from './metric-store.ts';
import { cloudWatchOperations } from './operations.ts';

/** The minimum retention for GetMetricStatistics; an alarm with a longer evaluation range extends it. */
const retentionMinutesMin = 180;

export interface CloudWatchOptions {
  readonly stack: Stack;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

export interface CloudWatch {
  readonly service: AwsService;
  readonly record: RecordMetric;
  readonly writeLog: WriteLog;
  /** Extracts EMF metrics from a log line of a function. */
  readonly readOutput: (functionName: string, line: string) => void;
  /** Registers a measurement to run every minute before the alarms are evaluated. */
  readonly measureEachMinute: (measure: (minuteEndMillis: number) => void) => void;
  readonly stop: () => Promise<void>;
}

export function startCloudWatch({ stack, dataDir, clock, log }: CloudWatchOptions): CloudWatch {
  const prefix = stack.arnPrefix('cloudwatch');
  const metricAlarms = stack.ofType('aws_cloudwatch_metric_alarm').map((values) => readMetricAlarm(values, prefix));
  const compositeAlarms = stack
    .ofType('aws_cloudwatch_composite_alarm')
    .map((values) => readCompositeAlarm(values, prefix));
  const ranges = metricAlarms.map((alarm) => (evaluationRange(alarm) * alarm.periodSeconds) / 60);
  const store = new MetricStore(Math.max(retentionMinutesMin, ...ranges) + 1);
  const states = new AlarmStates(join(dataDir, 'cloudwatch', 'alarms.json'));
  const alarms = new Alarms({ metricAlarms, compositeAlarms, store, states, publish: createPublish(stack, log), log });
  const record: RecordMetric = (metric, value, atMillis = clock.now()) => {
    if (!store.record(metric, value, atMillis)) log(`cloudwatch: dropped ${metric.key}: too many metrics`);
  };
  const measures: ((minuteEndMillis: number) => void)[] = [];
  const evaluations = everyMinute(clock, log, (atMillis) => {
    for (const measure of measures) measure(atMillis);
    alarms.evaluate(atMillis);
  });
  return {
    service: {
      targetPrefix: 'GraniteServiceVersion20100801',
      contentType: 'application/x-amz-json-1.0',
      operations: cloudWatchOperations({ metricAlarms, compositeAlarms, alarms, store, clock }),
    },
    record,
    writeLog: createMetricFilters(stack, record),
    readOutput: createOutputReader(record, log),
    measureEachMinute: (measure) => void measures.push(measure),
    stop: evaluations.stop,
  };
}

/** CloudWatch silently drops invalid EMF metrics; here they are logged. */
function createOutputReader(record: RecordMetric, log: (line: string) => void): CloudWatch['readOutput'] {
  return (functionName, line) => {
    const { data, errors: faults } = readEmf(line) ?? { data: [], errors: [] };
    for (const error of faults) log(`cloudwatch: dropped a metric of ${functionName}: ${error}`);
    for (const { metric, values, atMillis } of data) for (const value of values) record(metric, value, atMillis);
  };
}
