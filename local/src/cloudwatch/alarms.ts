import type { Publish } from '#local/sns/topics.ts';
import { type AlarmIdentity, comparisonSymbol, type MetricAlarm } from './alarm-definition.ts';
import type { AlarmState, AlarmStates } from './alarm-states.ts';
import type { CompositeAlarm } from './composite-alarm.ts';
import { evaluateAlarm, evaluationRange } from './evaluate-alarm.ts';
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

/** Evaluates the alarms and notifies their topics of each state change. */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #states: AlarmStates;
  /** Alarms that went from INSUFFICIENT_DATA to OK. AWS notifies for each; here one line reports them all. */
  #initialOkCount = 0;

  constructor(options: AlarmsOptions) {
    this.#options = options;
    this.#states = options.states;
  }

  getState(alarmName: string): AlarmState {
    return this.#states.get(alarmName);
  }

  /** `atMillis` is the end of a minute; later data is ignored. */
  evaluate(atMillis: number): void {
    for (const alarm of this.#options.metricAlarms) {
      const points = alarm.evaluatedSeries(this.#readSeries(alarm, atMillis));
      const value = evaluateAlarm(points, alarm);
      if (value !== 'unchanged') this.#transition(alarm, { value, reason: describeReason(alarm, points), atMillis });
    }
    this.#evaluateCompositeAlarms(atMillis);
  }

  /** SetAlarmState: the state holds until the next evaluation. */
  set(alarm: AlarmIdentity, state: AlarmState): void {
    this.#transition(alarm, state);
    this.#evaluateCompositeAlarms(state.atMillis);
  }

  #readSeries(alarm: MetricAlarm, atMillis: number): ReadonlyMap<string, Series> {
    const periodMillis = alarm.periodSeconds * 1000;
    const count = evaluationRange(alarm);
    const periodStarts = Array.from({ length: count }, (_, index) => atMillis - (count - index) * periodMillis);
    const { store } = this.#options;
    return new Map(
      Array.from(alarm.metrics, ([id, { metric, statistic }]) => [
        id,
        periodStarts.map((begin) => store.getStatistics(metric, begin, begin + periodMillis)?.statistic(statistic)),
      ]),
    );
  }

  /** Repeated once per composite alarm, because they may refer to each other. */
  #evaluateCompositeAlarms(atMillis: number): void {
    const { compositeAlarms, log } = this.#options;
    for (const _ of compositeAlarms) {
      for (const alarm of compositeAlarms) {
        const value = alarm.isInAlarm((name) => this.getState(name).value) ? 'ALARM' : 'OK';
        const inAlarm = alarm.referencedAlarms.filter((name) => this.getState(name).value === 'ALARM');
        this.#transition(alarm, { value, reason: `in ALARM: ${inAlarm.join(', ') || 'none of its alarms'}`, atMillis });
      }
    }
    if (this.#initialOkCount > 0) log(`cloudwatch: ${this.#initialOkCount} alarms are OK`);
    this.#initialOkCount = 0;
    this.#states.save();
  }

  #transition({ name, arn, description, topics }: AlarmIdentity, state: AlarmState): void {
    const previous = this.getState(name).value;
    if (previous === state.value) return;
    this.#states.set(name, state);
    if (previous === 'INSUFFICIENT_DATA' && state.value === 'OK') this.#initialOkCount += 1;
    else {
      const line = `${state.value} ${name} [${state.reason}]: ${description}`;
      const sender = { service: 'cloudwatch.amazonaws.com', sourceArn: arn };
      for (const topicArn of topics[state.value]) this.#options.publish({ topicArn, sender, line });
    }
  }
}

function describeReason({ evaluationPeriods, datapointsToAlarm, comparison, threshold }: MetricAlarm, points: Series) {
  const values = points.filter((point) => point !== undefined).slice(-evaluationPeriods);
  if (values.length === 0) return 'no datapoints';
  const datapoints = values.map((value) => Number(value.toPrecision(6))).join(', ');
  const rule = `${comparisonSymbol(comparison)} ${threshold} for ${datapointsToAlarm} of ${evaluationPeriods} datapoints`;
  return `${datapoints}; threshold ${rule}`;
}
