const significantDigits = 3;

/** The statistics of one metric over one or more minutes. */
export class StatisticSet {
  #count = 0;
  #sum = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;
  /** Counts by value, rounded to three digits to bound memory. */
  readonly #values = new Map<number, number>();

  add(value: number): void {
    this.#count += 1;
    this.#sum += value;
    this.#minimum = Math.min(this.#minimum, value);
    this.#maximum = Math.max(this.#maximum, value);
    this.#addValue(Number(value.toPrecision(significantDigits)), 1);
  }

  addAll(other: StatisticSet): void {
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#minimum = Math.min(this.#minimum, other.#minimum);
    this.#maximum = Math.max(this.#maximum, other.#maximum);
    for (const [value, count] of other.#values) this.#addValue(value, count);
  }

  statistic(name: Statistic): number {
    switch (name) {
      case 'SampleCount':
        return this.#count;
      case 'Sum':
        return this.#sum;
      case 'Average':
        return this.#sum / this.#count;
      case 'Minimum':
        return this.#minimum;
      case 'Maximum':
        return this.#maximum;
      default:
        return this.#percentile(Number(name.slice(1)));
    }
  }

  #addValue(value: number, count: number): void {
    this.#values.set(value, (this.#values.get(value) ?? 0) + count);
  }

  /** Nearest-rank percentile. */
  #percentile(percent: number): number {
    let remaining = (percent / 100) * this.#count;
    for (const [value, count] of [...this.#values].toSorted(([a], [b]) => a - b)) {
      remaining -= count;
      if (remaining <= 0) return value;
    }
    return this.#maximum;
  }
}

export type Statistic = 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum' | `p${number}`;

export function isStatistic(name: string): name is Statistic {
  return /^(SampleCount|Sum|Average|Minimum|Maximum|p(100|\d{1,2}(\.\d{1,2})?))$/.test(name);
}
