import { createMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { ExecutionEnd } from './execution.ts';

/** Records one of ExecutionsSucceeded, -Failed, -TimedOut and -Aborted. ExecutionThrottled is never recorded. */
export type RecordExecutionEnd = (machineArn: string, status: ExecutionEnd['status']) => void;

const metricByStatus = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
} as const;

export function createExecutionMetrics(record: RecordMetric): RecordExecutionEnd {
  return (StateMachineArn, status) =>
    record(createMetric('AWS/States', metricByStatus[status], { StateMachineArn }), 1);
}
