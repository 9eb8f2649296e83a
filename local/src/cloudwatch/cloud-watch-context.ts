import type { Clock } from '#local/clock.ts';
import type { MetricAlarm } from './alarm-definition.ts';
import type { Alarms } from './alarms.ts';
import type { CompositeAlarm } from './composite-alarm.ts';
import type { MetricStore } from './metric-store.ts';

/** What the operations work on. */
export interface CloudWatchContext {
  readonly metricAlarms: readonly MetricAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
  readonly alarms: Alarms;
  readonly store: MetricStore;
  readonly clock: Clock;
}
