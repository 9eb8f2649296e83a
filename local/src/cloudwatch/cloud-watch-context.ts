import type { Clock } from '#local/clock.ts';
import type { Alarms, AlarmsOptions } from './alarms.ts';

/** The dependencies of the operations. */
export interface CloudWatchContext extends Pick<AlarmsOptions, 'metricAlarms' | 'compositeAlarms' | 'store'> {
  readonly alarms: Alarms;
  readonly clock: Clock;
}
