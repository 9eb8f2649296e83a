/** A token bucket with capacity `burst`, refilled with `rate` tokens per second. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface Bucket {
  tokens: number;
  refilledAt: number;
}

/** Returns the bucket of a name, refilled up to now. `nowMillis` only has to be monotonic. */
export function createTokenBuckets(nowMillis: () => number): (name: string, throttle: Throttle) => Bucket {
  const buckets = new Map<string, Bucket>();
  return (name, throttle) => {
    const now = nowMillis();
    const bucket = buckets.get(name) ?? { tokens: throttle.burst, refilledAt: now };
    bucket.tokens = Math.min(throttle.burst, bucket.tokens + ((now - bucket.refilledAt) / 1000) * throttle.rate);
    bucket.refilledAt = now;
    buckets.set(name, bucket);
    return bucket;
  };
}
