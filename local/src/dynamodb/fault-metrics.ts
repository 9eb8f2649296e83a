import { type AwsCall, AwsError } from '#local/aws/service.ts';
import { createMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';

const throttled = /ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded/;

/** Records throttling and server errors by table and operation; client errors are not faults. */
export function recordFault(
  record: RecordMetric,
  { operation }: AwsCall,
  tables: readonly string[],
  error: unknown,
): void {
  if (!(error instanceof AwsError)) return;
  const name = throttled.test(error.code) ? 'ThrottledRequests' : error.status >= 500 ? 'SystemErrors' : undefined;
  if (name === undefined) return;
  for (const TableName of tables) {
    record(createMetric('AWS/DynamoDB', name, { TableName, Operation: operation }), 1);
  }
}
