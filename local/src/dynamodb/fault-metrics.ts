import { type AwsCall, AwsError } from '#local/aws/service.ts';
import { metricOf, type RecordMetric } from '#local/cloudwatch/metric.ts';

const throttled = /ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded/;

/** Counts what DynamoDB itself could not do, by table and operation; a client's mistake is none of it. */
export function countFault(
  record: RecordMetric,
  { operation }: AwsCall,
  tables: readonly string[],
  error: unknown,
): void {
  if (!(error instanceof AwsError)) return;
  const name = throttled.test(error.code) ? 'ThrottledRequests' : error.status >= 500 ? 'SystemErrors' : undefined;
  if (name === undefined) return;
  for (const TableName of tables) {
    record(metricOf('AWS/DynamoDB', name, { TableName, Operation: operation }), 1);
  }
}
