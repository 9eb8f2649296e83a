import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { at, isText, ofType, type System } from './rule.ts';

export interface AlarmMetric {
  readonly address: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Fields;
}

/** The metrics of all alarms, including those inside expressions. */
export const alarmMetrics = (system: System): readonly AlarmMetric[] =>
  ofType(system, 'aws_cloudwatch_metric_alarm').flatMap(({ address, values }) =>
    [values, ...listOf(values['metric_query']).flatMap((query) => listOf(at(query, 'metric')))]
      .map(fieldsOf)
      .filter((metric) => isText(metric['metric_name']))
      .map((metric) => ({
        address,
        namespace: String(metric['namespace']),
        name: String(metric['metric_name']),
        dimensions: fieldsOf(metric['dimensions']),
      })),
  );
