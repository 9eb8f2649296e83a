import type { Publish } from '#local/sns/topics.ts';
import { type AlarmIdentity, type MetricAlarm, signOf } from './alarm-definition.ts';
import type { AlarmState, AlarmStates } from './alarm-states.ts';
import type { CompositeAlarm } from './composite-alarm.ts';
import { judge, periodsLookedAt } from './evaluate-alarm.ts';
import type { Series } from './expression/evaluate-expression.ts';
import type { MetricStore } from './metric-store.ts';

export interface AlarmsOptions {
  readonly metricAlarms: readonly MetricAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
  readonly store: MetricStore;
  readonly states: AlarmStates;
  readonly publish: Publish;
  readonly log: (line: string) => void;
}

/** Judges the alarms, and tells their topics what changes: only that, and never again while it lasts. */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #states: AlarmStates;
  /** Alarms of a new stack that are well. AWS sends a message for each; here one line says so as well as forty. */
  #begun = 0;

  constructor(options: AlarmsOptions) {
    this.#options = options;
    this.#states = options.states;
  }

  stateOf(alarmName: string): AlarmState {
    return this.#states.get(alarmName);
  }

  /** As of the end of a minute: what happened later is not looked at. */
  evaluate(atMillis: number): void {
    for (const alarm of this.#options.metricAlarms) {
      const points = alarm.figure(this.#seriesOf(alarm, atMillis));
      const value = judge(points, alarm);
      if (value !== 'keep') this.#follow(alarm, { value, reason: reasonOf(alarm, points), atMillis });
    }
    this.#settle(atMillis);
  }

  /** What a person says of an alarm holds until it is judged again. */
  set(alarm: AlarmIdentity, state: AlarmState): void {
    this.#follow(alarm, state);
    this.#settle(state.atMillis);
  }

  #seriesOf(alarm: MetricAlarm, atMillis: number): ReadonlyMap<string, Series> {
    const periodMillis = alarm.periodSeconds * 1000;
    const count = periodsLookedAt(alarm);
    const begins = Array.from({ length: count }, (_, index) => atMillis - (count - index) * periodMillis);
    const { store } = this.#options;
    return new Map(
      Array.from(alarm.metrics, ([id, { metric, statistic }]) => [
        id,
        begins.map((begin) => store.between(metric, begin, begin + periodMillis)?.statistic(statistic)),
      ]),
    );
  }

  /** Composite alarms may look at each other, so as often as there are any. */
  #settle(atMillis: number): void {
    const { compositeAlarms, log } = this.#options;
    for (const _ of compositeAlarms) {
      for (const alarm of compositeAlarms) {
        const value = alarm.isRinging((name) => this.stateOf(name).value) ? 'ALARM' : 'OK';
        const ringing = alarm.followed.filter((name) => this.stateOf(name).value === 'ALARM');
        this.#follow(alarm, { value, reason: `in ALARM: ${ringing.join(', ') || 'none that it follows'}`, atMillis });
      }
    }
    if (this.#begun > 0) log(`cloudwatch: ${this.#begun} alarms are OK.`);
    this.#begun = 0;
    this.#states.save();
  }

  #follow({ name, arn, description, topics }: AlarmIdentity, state: AlarmState): void {
    const before = this.stateOf(name).value;
    if (before === state.value) return;
    this.#states.set(name, state);
    if (before === 'INSUFFICIENT_DATA' && state.value === 'OK') this.#begun += 1;
    else {
      const line = `${state.value} ${name} [${state.reason}]: ${description}`;
      const sender = { service: 'cloudwatch.amazonaws.com', sourceArn: arn };
      for (const topicArn of topics[state.value]) this.#options.publish({ topicArn, sender, line });
    }
  }
}

function reasonOf({ evaluationPeriods, datapointsToAlarm, comparison, threshold }: MetricAlarm, points: Series) {
  const values = points.filter((point) => point !== undefined).slice(-evaluationPeriods);
  if (values.length === 0) return 'nothing was counted';
  const figures = values.map((value) => Number(value.toPrecision(6))).join(', ');
  const rule = `${signOf(comparison)} ${threshold} in ${datapointsToAlarm} of ${evaluationPeriods} periods rings`;
  return `it was ${figures}; ${rule}`;
}
