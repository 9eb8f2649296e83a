import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import { createMetric, type RecordMetric } from './metric.ts';

/** Writes a log event of an AWS service to a log group. */
export type WriteLog = (logGroup: string, fields: Readonly<Record<string, string>>) => void;

const pattern = /^\{ \$\.(?<member>\w+) = "(?<text>[^"]*)" \}$/;

/** Supports patterns that compare one field with one string, counting 1 per match. */
export function createMetricFilters(stack: Stack, record: RecordMetric): WriteLog {
  const filters = stack.ofType('aws_cloudwatch_log_metric_filter').map((values) => {
    const name = values.text('name');
    const { member, text } = pattern.exec(values.text('pattern'))?.groups ?? {};
    const transformation = values.block('metric_transformation');
    if (member === undefined || transformation?.text('value') !== '1') {
      throw new StartError(`Metric filter ${name}: its pattern or value is not emulated.`);
    }
    const metric = createMetric(transformation.text('namespace'), transformation.text('name'));
    return { logGroup: values.text('log_group_name'), member, text, metric };
  });
  return (logGroup, fields) => {
    for (const filter of filters) {
      if (filter.logGroup === logGroup && fields[filter.member] === filter.text) record(filter.metric, 1);
    }
  };
}
