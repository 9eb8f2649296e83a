import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '#ports.ts';

/** Lines in embedded metric format on stdout: no call, no permission, no waiting. */
export function powertoolsMetrics(namespace: string, serviceName: string): Metrics {
  const metrics = new PowertoolsMetrics({ namespace, serviceName });
  return (counts) => {
    const entries = Object.entries(counts);
    for (const [name, count] of entries) metrics.addMetric(name, MetricUnit.Count, count);
    if (entries.length > 0) metrics.publishStoredMetrics();
  };
}
