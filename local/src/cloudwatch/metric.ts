/** What CloudWatch keeps figures of: a name in a namespace, for exactly these dimensions. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** The same text for the same metric. */
  readonly key: string;
}

/** Made once and kept by who counts: the key takes longer to make than to look up. */
export function metricOf(namespace: string, name: string, dimensions: Metric['dimensions'] = {}): Metric {
  const key = JSON.stringify([namespace, name, ...Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return { namespace, name, dimensions, key };
}

/** Counts one value, by default now. */
export type RecordMetric = (metric: Metric, value: number, atMillis?: number) => void;

/** For a part that runs alone. */
export const countNothing: RecordMetric = () => undefined;
