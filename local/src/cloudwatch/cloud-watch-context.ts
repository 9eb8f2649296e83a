import type { Clock } from '#local/clock.ts';
import type { Alarms, AlarmsOptions } from './alarms.ts';

/** What the operations work on. */
export interface CloudWatchContext extends Pick<AlarmsOptions, 'metricAlarms' | 'compositeAlarms' | 'store'> {
  readonly alarms: Alarms;
  readonly clock: Clock;
}
