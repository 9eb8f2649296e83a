import { createMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { InvocationOutcome } from './invoke.ts';

/** Called after each invocation attempt. */
export type OnInvoked = (functionName: string, outcome: InvocationOutcome, durationMillis: number) => void;

/** Records Lambda's metrics per function, and throttles also for the account. */
export function createInvocationMetrics(functionNames: readonly string[], record: RecordMetric): OnInvoked {
  const accountThrottles = createMetric('AWS/Lambda', 'Throttles');
  const metrics = new Map(functionNames.map((name) => [name, createFunctionMetrics(name)]));
  return (functionName, outcome, durationMillis) => {
    const functionMetrics = metrics.get(functionName);
    if (functionMetrics === undefined) return;
    const isThrottled = outcome.kind === 'throttled';
    record(functionMetrics.throttles, Number(isThrottled));
    record(accountThrottles, Number(isThrottled));
    if (isThrottled) return;
    record(functionMetrics.invocations, 1);
    record(functionMetrics.errors, Number(outcome.kind !== 'returned'));
    record(functionMetrics.duration, durationMillis);
  };
}

function createFunctionMetrics(FunctionName: string) {
  const functionMetric = (name: string) => createMetric('AWS/Lambda', name, { FunctionName });
  return {
    invocations: functionMetric('Invocations'),
    errors: functionMetric('Errors'),
    throttles: functionMetric('Throttles'),
    duration: functionMetric('Duration'),
  };
}
