import { metricOf, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { InvocationOutcome } from './invoke.ts';

/** One try to have a function handle an event, and how long its handler was at it. */
export type OnInvoked = (functionName: string, outcome: InvocationOutcome, durationMillis: number) => void;

/** Counts as Lambda does: for the function, and throttles for the whole account too. What was throttled did not run. */
export function countInvocations(functionNames: readonly string[], record: RecordMetric): OnInvoked {
  const throttlesOfAll = metricOf('AWS/Lambda', 'Throttles');
  const metrics = new Map(functionNames.map((name) => [name, metricsOf(name)]));
  return (functionName, outcome, durationMillis) => {
    const own = metrics.get(functionName);
    if (own === undefined) return;
    const isThrottled = outcome.kind === 'throttled';
    record(own.throttles, Number(isThrottled));
    record(throttlesOfAll, Number(isThrottled));
    if (isThrottled) return;
    record(own.invocations, 1);
    record(own.errors, Number(outcome.kind !== 'returned'));
    record(own.duration, durationMillis);
  };
}

function metricsOf(FunctionName: string) {
  const ofFunction = (name: string) => metricOf('AWS/Lambda', name, { FunctionName });
  return {
    invocations: ofFunction('Invocations'),
    errors: ofFunction('Errors'),
    throttles: ofFunction('Throttles'),
    duration: ofFunction('Duration'),
  };
}
