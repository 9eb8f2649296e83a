import type { Metric } from './metric.ts';
import { Figures } from './statistics.ts';

const minuteMillis = 60_000;
const metricsMax = 1_000;

interface Kept {
  readonly metric: Metric;
  /** By minute since the epoch, oldest first as a rule. */
  readonly minutes: Map<number, Figures>;
}

/** Figures by metric and minute, in memory, for as long as anybody looks back. */
export class MetricStore {
  readonly #kept = new Map<string, Kept>();
  readonly #retentionMinutes: number;

  constructor(retentionMinutes: number) {
    this.#retentionMinutes = retentionMinutes;
  }

  /** Whether there was room: a metric more than a thousand is refused, for each would stay for good. */
  record(metric: Metric, value: number, atMillis: number): boolean {
    const kept = this.#kept.get(metric.key) ?? this.#keep(metric);
    if (kept === undefined) return false;
    const minute = Math.floor(atMillis / minuteMillis);
    const figures = kept.minutes.get(minute) ?? this.#begin(kept, minute);
    figures.add(value);
    return true;
  }

  /** What was counted from one time up to, not including, another; nothing when nothing was. */
  between(metric: Metric, fromMillis: number, toMillis: number): Figures | undefined {
    const kept = this.#kept.get(metric.key);
    const from = Math.floor(fromMillis / minuteMillis);
    const to = Math.ceil(toMillis / minuteMillis);
    const inside = [...(kept?.minutes ?? [])].filter(([minute]) => minute >= from && minute < to);
    if (inside.length === 0) return undefined;
    const all = new Figures();
    for (const [, figures] of inside) all.addAll(figures);
    return all;
  }

  metrics(): readonly Metric[] {
    return Array.from(this.#kept.values(), ({ metric }) => metric);
  }

  #keep(metric: Metric): Kept | undefined {
    if (this.#kept.size >= metricsMax) return undefined;
    const kept = { metric, minutes: new Map<number, Figures>() };
    this.#kept.set(metric.key, kept);
    return kept;
  }

  #begin({ minutes }: Kept, minute: number): Figures {
    const figures = new Figures();
    minutes.set(minute, figures);
    for (const old of minutes.keys()) if (old <= minute - this.#retentionMinutes) minutes.delete(old);
    return figures;
  }
}
