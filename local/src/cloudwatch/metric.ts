export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Equal for equal metrics. */
  readonly key: string;
}

/** Create a metric once and reuse it: computing the key is slower than a lookup. */
export function createMetric(namespace: string, name: string, dimensions: Metric['dimensions'] = {}): Metric {
  const key = JSON.stringify([namespace, name, ...Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return { namespace, name, dimensions, key };
}

/** `atMillis` defaults to now. */
export type RecordMetric = (metric: Metric, value: number, atMillis?: number) => void;

/** For a service that is started without CloudWatch. */
export const discardMetric: RecordMetric = () => undefined;
