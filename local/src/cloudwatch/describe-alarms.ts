import type { AwsCall } from '#local/aws/service.ts';
import type { AlarmIdentity, MetricAlarm } from './alarm-definition.ts';
import type { CloudWatchContext } from './cloud-watch-context.ts';
import type { CompositeAlarm } from './composite-alarm.ts';
import { readTexts, rejectUnknownMembers } from './read-input.ts';

type Context = Pick<CloudWatchContext, 'alarms' | 'metricAlarms' | 'compositeAlarms'>;

/** Always one page. As on AWS, composite alarms are returned only on request (AlarmTypes). */
export function describeAlarms({ alarms, metricAlarms, compositeAlarms }: Context, input: AwsCall['input']) {
  rejectUnknownMembers(input, ['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue']);
  const { AlarmNamePrefix: prefix, StateValue: state } = input;
  const names = readTexts(input, 'AlarmNames');
  const types = input['AlarmTypes'] === undefined ? ['MetricAlarm'] : readTexts(input, 'AlarmTypes');
  const matchesFilter = ({ name }: AlarmIdentity): boolean =>
    (names.length === 0 || names.includes(name)) &&
    (typeof prefix !== 'string' || name.startsWith(prefix)) &&
    (state === undefined || alarms.getState(name).value === state);
  const describe = <Alarm extends AlarmIdentity>(type: string, all: readonly Alarm[], more: (alarm: Alarm) => object) =>
    (types.includes(type) ? all.filter(matchesFilter) : []).map((alarm) => ({
      ...describeIdentity(alarm),
      ...describeState(alarms.getState(alarm.name)),
      ...more(alarm),
    }));
  return {
    MetricAlarms: describe<MetricAlarm>('MetricAlarm', metricAlarms, describeRule),
    CompositeAlarms: describe<CompositeAlarm>('CompositeAlarm', compositeAlarms, ({ rule }) => ({ AlarmRule: rule })),
  };
}

const describeIdentity = ({ name, arn, description, topics }: AlarmIdentity) => ({
  AlarmName: name,
  AlarmArn: arn,
  AlarmDescription: description,
  ActionsEnabled: true,
  AlarmActions: topics.ALARM,
  OKActions: topics.OK,
  InsufficientDataActions: topics.INSUFFICIENT_DATA,
});

const describeState = ({ value, reason, atMillis }: ReturnType<Context['alarms']['getState']>) => ({
  StateValue: value,
  StateReason: reason,
  StateUpdatedTimestamp: atMillis / 1000,
});

const describeRule = ({ comparison, threshold, evaluationPeriods, datapointsToAlarm, missingData }: MetricAlarm) => ({
  ComparisonOperator: comparison,
  Threshold: threshold,
  EvaluationPeriods: evaluationPeriods,
  DatapointsToAlarm: datapointsToAlarm,
  TreatMissingData: missingData,
});
