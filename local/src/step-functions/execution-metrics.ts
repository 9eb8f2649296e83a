import { metricOf, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { ExecutionEnd } from './execution.ts';

/** Counts executions by how they ended. None is ever slowed down here, so ExecutionThrottled stays without a value. */
export type CountEnd = (machineArn: string, status: ExecutionEnd['status']) => void;

const metricByStatus = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
} as const;

export function countEnds(record: RecordMetric): CountEnd {
  return (StateMachineArn, status) => record(metricOf('AWS/States', metricByStatus[status], { StateMachineArn }), 1);
}
