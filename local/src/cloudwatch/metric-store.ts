import type { Metric } from './metric.ts';
import { StatisticSet } from './statistics.ts';

const minuteMillis = 60_000;
const metricsMax = 1_000;

interface StoredMetric {
  readonly metric: Metric;
  /** By minute since the epoch. */
  readonly minutes: Map<number, StatisticSet>;
}

/** In-memory statistics by metric and minute. */
export class MetricStore {
  readonly #metrics = new Map<string, StoredMetric>();
  readonly #retentionMinutes: number;

  constructor(retentionMinutes: number) {
    this.#retentionMinutes = retentionMinutes;
  }

  /** Returns false when the limit of 1,000 metrics is reached: metrics are never removed. */
  record(metric: Metric, value: number, atMillis: number): boolean {
    const stored = this.#metrics.get(metric.key) ?? this.#add(metric);
    if (stored === undefined) return false;
    const minute = Math.floor(atMillis / minuteMillis);
    const statistics = stored.minutes.get(minute) ?? this.#startMinute(stored, minute);
    statistics.add(value);
    return true;
  }

  /** From `fromMillis` (inclusive) to `toMillis` (exclusive); undefined without data. */
  getStatistics(metric: Metric, fromMillis: number, toMillis: number): StatisticSet | undefined {
    const stored = this.#metrics.get(metric.key);
    const from = Math.floor(fromMillis / minuteMillis);
    const to = Math.ceil(toMillis / minuteMillis);
    const inside = [...(stored?.minutes ?? [])].filter(([minute]) => minute >= from && minute < to);
    if (inside.length === 0) return undefined;
    const all = new StatisticSet();
    for (const [, statistics] of inside) all.addAll(statistics);
    return all;
  }

  metrics(): readonly Metric[] {
    return Array.from(this.#metrics.values(), ({ metric }) => metric);
  }

  #add(metric: Metric): StoredMetric | undefined {
    if (this.#metrics.size >= metricsMax) return undefined;
    const stored = { metric, minutes: new Map<number, StatisticSet>() };
    this.#metrics.set(metric.key, stored);
    return stored;
  }

  #startMinute({ minutes }: StoredMetric, minute: number): StatisticSet {
    const statistics = new StatisticSet();
    minutes.set(minute, statistics);
    for (const old of minutes.keys()) if (old <= minute - this.#retentionMinutes) minutes.delete(old);
    return statistics;
  }
}
