import { type AwsCall, AwsError } from '#local/aws/service.ts';
import type { CloudWatchContext } from './cloud-watch-context.ts';
import type { StateValue } from './evaluate-alarm.ts';
import { readText, rejectUnknownMembers } from './read-input.ts';

type Context = Pick<CloudWatchContext, 'alarms' | 'metricAlarms' | 'compositeAlarms' | 'clock'>;

export function setAlarmState(context: Context, input: AwsCall['input']) {
  rejectUnknownMembers(input, ['AlarmName', 'StateValue', 'StateReason']);
  const name = readText(input, 'AlarmName');
  const value = readText(input, 'StateValue');
  const alarm = [...context.metricAlarms, ...context.compositeAlarms].find((candidate) => candidate.name === name);
  if (alarm === undefined) throw new AwsError('ResourceNotFound', `Alarm ${name} does not exist.`, 404);
  if (!isStateValue(value)) throw new AwsError('InvalidParameterValue', `${value} is not a valid alarm state.`);
  const reason = readText(input, 'StateReason');
  context.alarms.set(alarm, { value, reason, atMillis: context.clock.now() });
  return {};
}

const isStateValue = (value: string): value is StateValue => ['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(value);
