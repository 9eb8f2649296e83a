import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type MetricAlarm, readMetricAlarm } from '#local/cloudwatch/alarm-definition.ts';
import { type CloudWatch, startCloudWatch } from '#local/cloudwatch/cloud-watch.ts';
import { readStack } from '#local/stack.ts';
import { repository, resourceOf, stackFile } from '#support/local/stack-variants.ts';
import { type SteppedClock, steppedClock } from '#support/local/stepped-clock.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

/** Values by metric that AWS would record in one period. */
type Values = Readonly<Record<string, readonly number[]>>;

/** The largest harmless values, and the smallest that must fire the alarm. */
interface Cause {
  readonly harmless: Values;
  readonly harmful: Values;
}

const from = (metric: string, threshold: number, harmless = threshold - 1): Cause => ({
  harmless: { [metric]: [harmless] },
  harmful: { [metric]: [threshold] },
});

/** By the name of the alarm, without what it watches. Percentiles are estimates, so their gap is wider. */
const causes: Readonly<Record<string, Cause>> = {
  'api-latency': from('Latency', 3000, 2800),
  'api-server-errors': {
    harmless: { Count: [4], '5XXError': [4] },
    harmful: { Count: [500], '5XXError': [5] },
  },
  'api-throttled': from('Throttled', 100),
  'destination-failures': from('DestinationDeliveryFailures', 1),
  'executions-aborted': from('ExecutionsAborted', 1),
  'executions-failed': from('ExecutionsFailed', 1),
  'executions-throttled': from('ExecutionThrottled', 1),
  'executions-timed-out': from('ExecutionsTimedOut', 1),
  'function-errors': from('Errors', 3),
  'functions-throttled': from('Throttles', 10),
  'lookup-misses': {
    harmless: { Invocations: [201], NotFound: [100] },
    harmful: { Invocations: [200], NotFound: [100] },
  },
  'lookup-misses-bulk': from('NotFound', 10_000),
  'queue-age': from('ApproximateAgeOfOldestMessage', 7 * 24 * 60 * 60),
  'queue-depth': from('ApproximateNumberOfMessagesVisible', 1),
  'rule-failures': from('FailedInvocations', 1),
  'rule-losses': from('InvocationsFailedToBeSentToDlq', 1),
  'submissions-failed': from('Failed', 1),
  'submissions-slow': from('CompletionMillis', 60_000, 56_000),
  'table-system-errors': from('SystemErrors', 10),
  'table-throttled': from('ThrottledRequests', 10),
};

const minute = 60_000;
const prefix = String(resourceOf('aws_cloudwatch_dashboard')['dashboard_name']);
const stack = readStack(stackFile);
const alarms = stack.ofType('aws_cloudwatch_metric_alarm').map((values) => readMetricAlarm(values, 'arn'));

function findCause({ name }: MetricAlarm): Cause {
  const key = name.slice(prefix.length + 1);
  const [longest] = Object.keys(causes)
    .filter((each) => key === each || key.startsWith(`${each}-`))
    .sort((one, other) => other.length - one.length);
  const cause = causes[longest ?? ''];
  if (!cause) throw new Error(`No test fires the alarm ${key}. Add its cause to this file.`);
  return cause;
}

describe('every alarm of the stack', () => {
  const temporaryFolder = temporaryFolders();
  const log: string[] = [];
  let clock: SteppedClock;
  let cloudWatch: CloudWatch;

  before(async () => {
    clock = steppedClock(() => Date.parse('2026-01-01T00:00:00Z'));
    const dataDir = await temporaryFolder();
    cloudWatch = startCloudWatch({ stack, dataDir, clock, log: (line) => log.push(line) });
    await clock.advance(minute);
  });
  after(() => cloudWatch.stop());

  const record = ({ metrics }: MetricAlarm, name: string, value: number) => {
    const watched = [...metrics.values()].find(({ metric }) => metric.name === name);
    if (!watched) throw new Error(`The alarm does not watch ${name}.`);
    cloudWatch.record(watched.metric, value);
  };
  /** Records the values in each period that the alarm evaluates. */
  const inject = async (alarm: MetricAlarm, values: Values) => {
    const all = Object.entries(values).flatMap(([name, numbers]) => numbers.map((value) => ({ name, value })));
    log.length = 0;
    for (let period = 0; period < alarm.evaluationPeriods; period += 1) {
      for (const { name, value } of all) record(alarm, name, value);
      await clock.advance(alarm.periodSeconds * 1000);
    }
  };
  const recover = async () => {
    log.length = 0;
    await clock.advance(60 * minute);
  };
  const notificationsOf = ({ name }: MetricAlarm) => log.filter((line) => line.includes(` ${name} [`));

  for (const alarm of alarms) {
    it(`${alarm.name.slice(prefix.length + 1)} fires on its cause, not below it, names its runbook and returns to OK`, async () => {
      const { harmless, harmful } = findCause(alarm);
      await inject(alarm, harmless);
      expect(notificationsOf(alarm)).to.deep.equal([]);
      await recover();

      await inject(alarm, harmful);
      const [fired = '', ...others] = notificationsOf(alarm);
      expect(fired).to.match(/^ALARM /);
      expect(others).to.deep.equal([]);
      const runbook = /Runbook: (docs\/runbooks\/[a-z-]+\.md)$/.exec(fired)?.[1] ?? 'none';
      expect(existsSync(join(repository, runbook)), runbook).to.equal(true);

      await recover();
      expect(notificationsOf(alarm).map((line) => line.split(' ')[0])).to.deep.equal(['OK']);
    });
  }
});
