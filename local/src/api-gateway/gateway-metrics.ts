import { createMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { WriteLog } from '#local/cloudwatch/metric-filters.ts';
import type { Gateway } from './gateway.ts';
import type { RestApi } from './rest-api.ts';
import type { PlanClock } from './usage-plan.ts';

export interface GatewayMetricsOptions {
  readonly api: Pick<RestApi, 'name' | 'stage' | 'accessLogGroup'>;
  readonly clock: Pick<PlanClock, 'monotonicMillis'>;
  readonly record: RecordMetric;
  readonly writeLog: WriteLog;
}

/** Records API Gateway's metrics and writes the access log fields that the metric filters read. */
export function recordGatewayMetrics(
  gateway: Gateway,
  { api, clock, record, writeLog }: GatewayMetricsOptions,
): Gateway {
  const dimensions = { ApiName: api.name, Stage: api.stage };
  const apiMetric = (name: string) => createMetric('AWS/ApiGateway', name, dimensions);
  const requests = apiMetric('Count');
  const clientErrors = apiMetric('4XXError');
  const serverErrors = apiMetric('5XXError');
  const latency = apiMetric('Latency');
  return async (incoming) => {
    const startedAt = clock.monotonicMillis();
    const response = await gateway(incoming);
    record(requests, 1);
    record(clientErrors, Number(response.status >= 400 && response.status < 500));
    record(serverErrors, Number(response.status >= 500));
    record(latency, Math.round(clock.monotonicMillis() - startedAt));
    if (api.accessLogGroup) writeLog(api.accessLogGroup, { status: String(response.status) });
    return response;
  };
}
