import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { MetricName, Metrics } from '#ports.ts';

const units: ReadonlyMap<string, typeof MetricUnit.Milliseconds> = new Map([
  ['CompletionMillis' satisfies MetricName, MetricUnit.Milliseconds],
]);

/**
 * Writes embedded metric format to stdout: needs no API call and no permission. The client is a property of the log line,
 * by which CloudWatch Logs Insights can group.
 */
export function powertoolsMetrics(namespace: string, serviceName: string): Metrics {
  const metrics = new PowertoolsMetrics({ namespace, serviceName });
  return (values, client) => {
    const entries = Object.entries(values);
    for (const [name, value] of entries) metrics.addMetric(name, units.get(name) ?? MetricUnit.Count, value);
    if (client !== undefined) metrics.addMetadata('client', client);
    if (entries.length > 0) metrics.publishStoredMetrics();
  };
}
