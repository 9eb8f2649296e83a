import { metricOf, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { WriteLog } from '#local/cloudwatch/metric-filters.ts';
import type { Gateway } from './gateway.ts';
import type { RestApi } from './rest-api.ts';
import type { PlanClock } from './usage-plan.ts';

export interface CountOptions {
  readonly api: Pick<RestApi, 'name' | 'stage' | 'accessLogGroup'>;
  readonly clock: Pick<PlanClock, 'monotonicMillis'>;
  readonly record: RecordMetric;
  readonly writeLog: WriteLog;
}

/** Counts each answer as API Gateway does, and writes of the access log what metric filters look at. */
export function countedGateway(gateway: Gateway, { api, clock, record, writeLog }: CountOptions): Gateway {
  const dimensions = { ApiName: api.name, Stage: api.stage };
  const ofApi = (name: string) => metricOf('AWS/ApiGateway', name, dimensions);
  const requests = ofApi('Count');
  const clientErrors = ofApi('4XXError');
  const serverErrors = ofApi('5XXError');
  const latency = ofApi('Latency');
  return async (incoming) => {
    const startedAt = clock.monotonicMillis();
    const answer = await gateway(incoming);
    record(requests, 1);
    record(clientErrors, Number(answer.status >= 400 && answer.status < 500));
    record(serverErrors, Number(answer.status >= 500));
    record(latency, Math.round(clock.monotonicMillis() - startedAt));
    if (api.accessLogGroup) writeLog(api.accessLogGroup, { status: String(answer.status) });
    return answer;
  };
}
