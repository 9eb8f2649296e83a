import type { Operation } from './api-definition.ts';

/** A token bucket: `rate` tokens a second flow into a bucket of `burst`. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface UsagePlan {
  readonly throttle: Throttle | undefined;
  /** By resource path and method, such as `/customer-ids/{id}/GET`. */
  readonly methodThrottles: ReadonlyMap<string, Throttle>;
  readonly quotaPerDay: number | undefined;
}

export interface PlanClock {
  /** Never jumps; only its differences mean something. */
  readonly monotonicMillis: () => number;
  readonly wallMillis: () => number;
}

export type Admission = 'admitted' | 'throttled' | 'quota-spent';

/** Counts what each key spends. AWS keeps to a plan as well as it can, the local gateway exactly. */
export type Admit = (keyId: string, operation: Pick<Operation, 'method' | 'resourcePath'>) => Admission;

interface Bucket {
  tokens: number;
  filledAt: number;
}

const MILLIS_PER_DAY = 86_400_000;

export function createUsagePlan(plan: UsagePlan, clock: PlanClock): Admit {
  const buckets = new Map<string, Bucket>();
  const takeFromQuota = createQuota(plan.quotaPerDay ?? Number.POSITIVE_INFINITY, clock);

  const filledBucket = (name: string, throttle: Throttle): Bucket => {
    const now = clock.monotonicMillis();
    const bucket = buckets.get(name) ?? { tokens: throttle.burst, filledAt: now };
    bucket.tokens = Math.min(throttle.burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * throttle.rate);
    bucket.filledAt = now;
    buckets.set(name, bucket);
    return bucket;
  };

  return (keyId, { method, resourcePath }) => {
    const name = `${resourcePath}/${method}`;
    const ofMethod = plan.methodThrottles.get(name);
    const spent = [
      ...(plan.throttle ? [filledBucket(keyId, plan.throttle)] : []),
      ...(ofMethod ? [filledBucket(`${keyId} ${name}`, ofMethod)] : []),
    ];
    if (spent.some((bucket) => bucket.tokens < 1)) return 'throttled';
    if (!takeFromQuota(keyId)) return 'quota-spent';
    for (const bucket of spent) bucket.tokens -= 1;
    return 'admitted';
  };
}

/** A quota begins anew at midnight UTC. */
function createQuota(perDay: number, clock: PlanClock): (keyId: string) => boolean {
  const used = new Map<string, number>();
  let today = 0;
  return (keyId) => {
    const day = Math.floor(clock.wallMillis() / MILLIS_PER_DAY);
    if (day !== today) used.clear();
    today = day;
    const count = used.get(keyId) ?? 0;
    if (count >= perDay) return false;
    used.set(keyId, count + 1);
    return true;
  };
}
